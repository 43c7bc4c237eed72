import { useState } from 'react'
import { faceAt } from '../../../evaluation/start.ts'
import { errorOf, type Normaliser } from '../../../evaluation/tally.ts'
import type { Point } from '../../../geometry/point.ts'
import { messageOf } from '../../../landmarker/errors.ts'
import { colourOf, nameOf } from '../../colours.ts'
import type { Studio } from '../../studio.ts'
import { writeQuery } from '../query.ts'
import type { Evaluation } from './evaluation.ts'
import type { Thumbnail } from './thumbnail.ts'
import { NORMALISER_NAMES } from './words.ts'

interface Props {
  readonly studio: Studio
  readonly evaluation: Evaluation
  readonly variant: string
  readonly by: Normaliser
}

/** Opens a face in the X-ray view, which looks at the picture that the page has. */
async function openFace(studio: Studio, { source, truth }: Thumbnail, variant: string): Promise<void> {
  const photo = await source.open()
  await studio.choose({ variant, automatic: false })
  await studio.openPhoto(photo, source.path)
  // Of several faces the one that is marked; one that was not found has no number.
  const faces = studio.picture()?.shown.faces ?? []
  const meant = faceAt(faces, truth)
  writeQuery('face', String(meant ? faces.indexOf(meant) + 1 : 1), '1')
  await studio.choose({ view: 'xray' })
}

/** Dots as one path of a square of side 1. */
function dotsOf(points: readonly Point[]): string {
  return points.map(([x, y]) => `M${x.toFixed(4)} ${y.toFixed(4)}h0`).join('')
}

/** The faces with the largest errors, with the true points in white and those found in the variant's colour. */
export function WorstFaces({ studio, evaluation, variant, by }: Props) {
  const [opening, setOpening] = useState<string>()
  const [failure, setFailure] = useState<string>()
  const open = async (thumbnail: Thumbnail) => {
    const { path } = thumbnail.source
    setFailure(undefined)
    setOpening(path)
    // The networks are needed for the face.
    evaluation.stop()
    try {
      await openFace(studio, thumbnail, variant)
    } catch (error) {
      setFailure(`${path} cannot be opened any more: ${messageOf(error)}`)
    }
    setOpening(undefined)
  }
  return (
    <>
      <ol className="lab-faces" aria-label={`Worst faces of ${nameOf(variant)}`}>
        {evaluation.worst(variant, by).map((place) => {
          const thumbnail = evaluation.thumbnails.get(place)
          const result = evaluation.results[place]
          if (!thumbnail || !result) return null
          const error = errorOf(result, variant, by)
          const said = Number.isFinite(error) ? `${(100 * error).toFixed(2)}%` : 'not found'
          const found = thumbnail.foundDots[variant]
          return (
            <li key={place}>
              <button
                type="button"
                title={result.photo}
                aria-label={`${result.photo}, ${NORMALISER_NAMES[by]} NME ${said}: open`}
                onClick={() => void open(thumbnail)}
              >
                <img src={thumbnail.url} alt="" />
                <svg viewBox="0 0 1 1" aria-hidden="true">
                  <path d={dotsOf(thumbnail.trueDots)} />
                  {found && (
                    <path
                      d={dotsOf(found)}
                      ref={(path) => path?.style.setProperty('stroke', colourOf(variant))}
                    />
                  )}
                </svg>
                <span>{said}</span>
              </button>
            </li>
          )
        })}
      </ol>
      {opening && <p role="status">Opening {opening} …</p>}
      {failure && (
        <p role="alert" className="lab-alert">
          {failure}
        </p>
      )}
    </>
  )
}
