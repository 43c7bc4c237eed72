import { useState } from 'react'
import { errorOf, type Normaliser } from '../../../evaluation/tally.ts'
import type { Point } from '../../../geometry/point.ts'
import { squareOfAnnotation } from '../../../geometry/square.ts'
import { messageOf } from '../../../landmarker/errors.ts'
import { colourOf, nameOf } from '../../colours.ts'
import type { Studio } from '../../studio.ts'
import { VIEWS } from '../../views.ts'
import { handOver } from '../handover.ts'
import type { Evaluation } from './evaluation.ts'
import type { Thumbnail } from './thumbnail.ts'
import { NORMALISER_NAMES } from './words.ts'

interface Props {
  readonly studio: Studio
  readonly evaluation: Evaluation
  readonly variant: string
  readonly by: Normaliser
}

/** Opens a face in the X-ray view, or as a photo in a page without it. */
async function openFace(studio: Studio, { source, truth }: Thumbnail, variant: string): Promise<void> {
  const photo = await source.open()
  const xray = VIEWS.find(({ id }) => (id as string) === 'xray')
  if (xray) {
    handOver({ photo, name: source.path, square: squareOfAnnotation(truth), truth })
    await studio.choose({ view: xray.id, variant, automatic: false })
    return
  }
  await studio.choose({ view: 'single', variant, automatic: false })
  await studio.openPhoto(photo, source.path)
}

/** Dots as one path of a square of side 1. */
function dotsOf(points: readonly Point[]): string {
  return points.map(([x, y]) => `M${x.toFixed(4)} ${y.toFixed(4)}h0`).join('')
}

/** The faces with the largest errors, with the true points in white and those found in the variant's colour. */
export function WorstFaces({ studio, evaluation, variant, by }: Props) {
  const [failure, setFailure] = useState<string>()
  const open = (thumbnail: Thumbnail) => {
    setFailure(undefined)
    openFace(studio, thumbnail, variant).catch((error: unknown) => {
      setFailure(`${thumbnail.source.path} cannot be opened any more: ${messageOf(error)}`)
    })
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
                onClick={() => open(thumbnail)}
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
      {failure && (
        <p role="alert" className="lab-alert">
          {failure}
        </p>
      )}
    </>
  )
}
