import { useEffect, useState } from 'react'
import type { Shape } from '../../../evaluation/procrustes.ts'
import type { ShapeSpace } from '../../../evaluation/shape-space.ts'
import { squareOfAnnotation } from '../../../geometry/square.ts'
import { CONTOURS } from '../../canvas/contours.ts'
import { readPhoto } from '../../media/photo.ts'
import type { Studio } from '../../state/studio.ts'
import type { MarkedFace } from '../../media/dataset/faces.ts'
import { portraitOf } from '../../media/dataset/thumbnail.ts'
import { useOpenMarked } from '../xray/useOpenAnnotated.tsx'

const fileOf = (path: string) => path.split('/').at(-1)

/** Faces shown at first, and with each press for more. */
const PAGE = 24

/** A shape as lines within a square of side 1. */
function outlineOf(shape: Shape): string {
  const { centre, side } = squareOfAnnotation(shape)
  const place = (i: number) =>
    shape[i].map((value, axis) => (0.86 * (value - centre[axis])) / side + 0.5).map((v) => v.toFixed(3))
  return CONTOURS.map(
    ({ landmarks, closed }) => `M${landmarks.map((i) => place(i).join(' ')).join('L')}${closed ? 'Z' : ''}`,
  ).join('')
}

/** Thumbnails of photos, read one after another; undefined while its turn has not come, or if it cannot be read. */
function usePictures(faces: readonly MarkedFace[]): readonly (string | undefined)[] {
  const [pictures, setPictures] = useState<readonly (string | undefined)[]>([])

  useEffect(() => {
    let gone = false
    const urls: (string | undefined)[] = []
    const read = async () => {
      for (const { source, truth } of faces) {
        if (gone) return
        try {
          const bitmap = await readPhoto(await source.open(), source.path)
          try {
            urls.push(URL.createObjectURL(await portraitOf(bitmap, truth)))
          } finally {
            bitmap.close()
          }
        } catch {
          // Its outline is shown instead.
          urls.push(undefined)
        }
        if (gone) drop()
        else setPictures([...urls])
      }
    }
    const drop = () => {
      for (const url of urls.splice(0)) if (url) URL.revokeObjectURL(url)
    }
    setPictures([])
    void read()
    return () => {
      gone = true
      drop()
    }
  }, [faces])

  return pictures
}

interface Props {
  readonly studio: Studio
  readonly space: ShapeSpace
  /** The faces of the bin, by their places in the space. */
  readonly bin: readonly number[]
  /** All faces, if their photos are there. */
  readonly photos: readonly MarkedFace[] | undefined
}

/** The faces of a bin, those that look most to a side last: photos if they are there, else outlines. */
export function BinFaces({ studio, space, bin, photos }: Props) {
  const { open, said } = useOpenMarked(studio)
  const [count, setCount] = useState(PAGE)
  const [shown, setShown] = useState<readonly number[]>([])
  const [marked, setMarked] = useState<readonly MarkedFace[]>([])

  useEffect(() => {
    const sorted = bin.toSorted((p, q) => Math.abs(space.yaws[p]) - Math.abs(space.yaws[q])).slice(0, count)
    setShown(sorted)
    setMarked(photos ? sorted.map((face) => photos[face]) : [])
  }, [space, bin, photos, count])

  const pictures = usePictures(marked)
  return (
    <>
      <ol className="lab-faces" aria-label="Faces of the bin">
        {shown.map((face, i) => {
          const own = photos?.[face]
          const name = own?.source.path ?? `Training face ${face + 1}`
          const picture = pictures[i] ? (
            <img src={pictures[i]} alt={name} />
          ) : (
            <svg className="lab-outline" viewBox="0 0 1 1" role="img" aria-label={name}>
              <path d={outlineOf(space.getShape(face))} />
            </svg>
          )
          const caption = (
            <span>
              {own && <>{fileOf(own.source.path)}, </>}yaw {space.yaws[face].toFixed(3)}
            </span>
          )
          return (
            <li key={face}>
              {own ? (
                <button type="button" onClick={() => void open(own)}>
                  {picture}
                  {caption}
                </button>
              ) : (
                <figure>
                  {picture}
                  {caption}
                </figure>
              )}
            </li>
          )
        })}
      </ol>
      {said}
      {shown.length < bin.length && (
        <div>
          <button type="button" onClick={() => setCount(count + PAGE)}>
            {Math.min(PAGE, bin.length - shown.length)} more of {bin.length.toLocaleString('en')}
          </button>
        </div>
      )}
    </>
  )
}
