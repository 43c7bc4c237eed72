import { useEffect, useState } from 'react'
import { getFileName } from '../../../evaluation/paths.ts'
import type { ShapeSpace } from '../../../evaluation/shape-space.ts'
import { readPhoto } from '../../media/photo.ts'
import type { AnnotatedFace } from '../../media/dataset/dataset-photos.ts'
import { createThumbnail } from '../../media/dataset/thumbnail.ts'
import { useOpenAnnotated } from '../../media/dataset/useOpenAnnotated.tsx'
import { TEXT } from '../../ui/text.ts'
import { formatNumber } from '../../ui/format.ts'
import { FaceOutline } from './FaceOutline.tsx'
import datasetStyles from '../../media/dataset/dataset.module.css'
import balancingStyles from './balancing.module.css'

/** Number of faces shown at first and added by each click on the button for more. */
const PAGE_FACES = 24

/**
 * Reads thumbnails of photos one after another. Returns their object URLs; undefined for those not read yet
 * or unreadable.
 */
function useThumbnails(faces: readonly AnnotatedFace[]): readonly (string | undefined)[] {
  const [pictures, setPictures] = useState<readonly (string | undefined)[]>([])

  useEffect(() => {
    let isDiscarded = false
    const urls: (string | undefined)[] = []
    const read = async () => {
      for (const { source, truth } of faces) {
        if (isDiscarded) return
        try {
          const bitmap = await readPhoto(await source.open(), source.path)
          try {
            urls.push(URL.createObjectURL(await createThumbnail(bitmap, truth)))
          } finally {
            bitmap.close()
          }
        } catch {
          // Its outline is shown instead.
          urls.push(undefined)
        }
        if (isDiscarded) revokeAll()
        else setPictures([...urls])
      }
    }
    const revokeAll = () => {
      for (const url of urls.splice(0)) if (url) URL.revokeObjectURL(url)
    }
    setPictures([])
    void read()
    return () => {
      isDiscarded = true
      revokeAll()
    }
  }, [faces])

  return pictures
}

interface Props {
  readonly space: ShapeSpace
  /** Indices of the bin's faces in the shape space. */
  readonly bin: readonly number[]
  /** All faces with their photos; undefined for the training set. */
  readonly photos: readonly AnnotatedFace[] | undefined
}

/** Faces of a bin sorted by |yaw|: photos if there are any, else outlines. */
export function BinFaces({ space, bin, photos }: Props) {
  const { open, status } = useOpenAnnotated()
  const [count, setCount] = useState(PAGE_FACES)
  const [shown, setShown] = useState<readonly number[]>([])
  const [marked, setMarked] = useState<readonly AnnotatedFace[]>([])

  useEffect(() => {
    const sorted = bin.toSorted((p, q) => Math.abs(space.yaws[p]!) - Math.abs(space.yaws[q]!)).slice(0, count)
    setShown(sorted)
    setMarked(photos ? sorted.map((face) => photos[face]!) : [])
  }, [space, bin, photos, count])

  const pictures = useThumbnails(marked)
  return (
    <>
      <ol
        className={`${datasetStyles.faces} ${balancingStyles.binFaces}`}
        aria-label={TEXT.balancing.binFaces}
      >
        {shown.map((face, i) => {
          const own = photos?.[face]
          const name = own?.source.path ?? TEXT.balancing.trainingFace(face + 1)
          const picture = pictures[i] ? (
            <img src={pictures[i]} alt={name} />
          ) : (
            <FaceOutline shape={space.getShape(face)} label={name} />
          )
          const yaw = formatNumber(space.yaws[face]!, 3)
          const caption = (
            <span>
              {own ? TEXT.balancing.faceCaption(getFileName(own.source.path), yaw) : TEXT.balancing.yaw(yaw)}
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
      {status}
      {shown.length < bin.length && (
        <div>
          <button type="button" onClick={() => setCount(count + PAGE_FACES)}>
            {TEXT.balancing.more(Math.min(PAGE_FACES, bin.length - shown.length), bin.length)}
          </button>
        </div>
      )}
    </>
  )
}
