import { computeFaceNme, type Normaliser } from '../../../evaluation/face-metrics.ts'
import type { Point } from '../../../geometry/point.ts'
import { brightColourOf, nameOf } from '../../ui/colours.ts'
import type { Studio } from '../../state/studio.ts'
import { useOpenMarked } from '../xray/useOpenAnnotated.tsx'
import type { Evaluation } from './evaluation.ts'
import { NORMALISER_NAMES } from './labels.ts'

interface Props {
  readonly studio: Studio
  readonly evaluation: Evaluation
  readonly variant: string
  readonly by: Normaliser
}

const fileOf = (path: string) => path.split('/').at(-1)

/** Dots as one path of a square of side 1. */
function dotsOf(points: readonly Point[]): string {
  return points.map(([x, y]) => `M${x.toFixed(4)} ${y.toFixed(4)}h0`).join('')
}

/** The faces with the largest errors, with the true points in white and those found in the variant's colour. */
export function WorstFaces({ studio, evaluation, variant, by }: Props) {
  const { open, said: opening } = useOpenMarked(studio)
  return (
    <>
      <ol className="lab-faces" aria-label={`Worst faces of ${nameOf(variant)}`}>
        {evaluation.worst(variant, by).map((place) => {
          const thumbnail = evaluation.thumbnails.get(place)
          const result = evaluation.results[place]
          if (!thumbnail || !result) return null
          const error = computeFaceNme(result, variant, by)
          const said = Number.isFinite(error) ? `${(100 * error).toFixed(2)}%` : 'not found'
          const found = thumbnail.foundDots[variant]
          return (
            <li key={place}>
              <button
                type="button"
                aria-label={`${result.photo}, ${NORMALISER_NAMES[by]} NME ${said}: open`}
                onClick={() => {
                  // The networks are needed for the face.
                  evaluation.stop()
                  void open(thumbnail, variant)
                }}
              >
                <img src={thumbnail.url} alt="" />
                <svg viewBox="0 0 1 1" aria-hidden="true">
                  <path d={dotsOf(thumbnail.trueDots)} />
                  {found && (
                    <path
                      d={dotsOf(found)}
                      ref={(path) => path?.style.setProperty('stroke', brightColourOf(variant))}
                    />
                  )}
                </svg>
                <span>
                  {fileOf(result.photo)}, {said}
                </span>
              </button>
            </li>
          )
        })}
      </ol>
      {opening}
    </>
  )
}
