import { getFileName } from '../../../evaluation/paths.ts'
import { computeFaceNme, type Normaliser } from '../../../evaluation/face-metrics.ts'
import type { Point } from '../../../geometry/point.ts'
import { getBrightColour, formatVariantName } from '../../ui/colours.ts'
import { useOpenAnnotated } from '../../media/dataset/useOpenAnnotated.tsx'
import type { Evaluation } from './evaluation.ts'
import { TEXT } from '../../ui/text.ts'
import { formatPercent } from '../../ui/format.ts'
import datasetStyles from '../../media/dataset/dataset.module.css'

interface Props {
  readonly evaluation: Evaluation
  readonly variant: string
  readonly by: Normaliser
}

/** Converts points in a unit square to an SVG path of dots. */
function toDotPath(points: readonly Point[]): string {
  return points.map(([x, y]) => `M${x.toFixed(4)} ${y.toFixed(4)}h0`).join('')
}

/**
 * Thumbnails of the faces with the largest errors: true landmarks in white, predicted ones in the variant's
 * colour.
 */
export function WorstFaces({ evaluation, variant, by }: Props) {
  const { open, status } = useOpenAnnotated()
  return (
    <>
      <ol className={datasetStyles.faces} aria-label={TEXT.evaluate.worstList(formatVariantName(variant))}>
        {evaluation.worst(variant, by).map((place) => {
          const thumbnail = evaluation.thumbnails.get(place)
          const result = evaluation.results[place]
          if (!thumbnail || !result) return null
          const error = computeFaceNme(result, variant, by)
          const shownError = Number.isFinite(error) ? formatPercent(100 * error, 2) : TEXT.evaluate.notFound
          const found = thumbnail.foundDots[variant]
          return (
            <li key={place}>
              <button
                type="button"
                aria-label={TEXT.evaluate.openFace(result.photo, TEXT.evaluate.normalisers[by], shownError)}
                onClick={() => {
                  // X-ray needs the networks.
                  evaluation.stop()
                  void open(thumbnail, variant)
                }}
              >
                <img src={thumbnail.url} alt="" />
                <svg viewBox="0 0 1 1" aria-hidden="true">
                  <path d={toDotPath(thumbnail.trueDots)} />
                  {found && (
                    <path
                      d={toDotPath(found)}
                      ref={(path) => path?.style.setProperty('stroke', getBrightColour(variant))}
                    />
                  )}
                </svg>
                <span>{TEXT.evaluate.faceCaption(getFileName(result.photo), shownError)}</span>
              </button>
            </li>
          )
        })}
      </ol>
      {status}
    </>
  )
}
