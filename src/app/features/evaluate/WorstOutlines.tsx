import { computeFaceNme, type Normaliser } from '../../../evaluation/face-metrics.ts'
import { listWorstOutlined, type OutlinedFace, type TestFaces } from '../../../evaluation/test-faces.ts'
import { CONTOURS } from '../../../geometry/contours.ts'
import type { Point } from '../../../geometry/point.ts'
import { formatVariantName, getColour } from '../../ui/colours.ts'
import { formatNumber } from '../../ui/format.ts'
import { TEXT } from '../../ui/text.ts'
import evaluateStyles from './evaluate.module.css'

/** Most faces shown. */
const MAX_SHOWN = 8
/** Side of the drawing, in sides of the annotated box. */
const VIEW_SIDE = 1.3

/** Converts the points of a face to an SVG path of its contours. */
function toOutlinePath(points: readonly Point[]): string {
  return CONTOURS.map(({ landmarks, closed }) => {
    const corners = landmarks.map((landmark) => points[landmark]!.map((value) => value.toFixed(3)).join(' '))
    return `M${corners.join('L')}${closed ? 'Z' : ''}`
  }).join('')
}

function Outline({ face, variant }: { readonly face: OutlinedFace; readonly variant: string }) {
  const found = face.found[variant]
  const half = VIEW_SIDE / 2
  return (
    <svg viewBox={`${-half} ${-half} ${VIEW_SIDE} ${VIEW_SIDE}`} aria-hidden="true">
      <path d={toOutlinePath(face.truth)} />
      {found && (
        <path
          d={toOutlinePath(found)}
          ref={(path) => path?.style.setProperty('stroke', getColour(variant))}
        />
      )}
    </svg>
  )
}

interface Props {
  readonly testFaces: TestFaces
  readonly variant: string
  readonly by: Normaliser
}

/** Outlines of the test faces with the largest errors: true ones dashed, predicted ones in the variant's colour. */
export function WorstOutlines({ testFaces, variant, by }: Props) {
  const worst = listWorstOutlined(testFaces, variant, by).slice(0, MAX_SHOWN)
  return (
    <ol className={evaluateStyles.outlines} aria-label={TEXT.evaluate.worstList(formatVariantName(variant))}>
      {worst.map((index) => {
        const face = testFaces.outlines.get(index)
        if (!face) return null
        const error = formatNumber(100 * computeFaceNme(testFaces.results[index]!, variant, by), 2)
        return (
          <li key={index}>
            <Outline face={face} variant={variant} />
            <span>{TEXT.evaluate.test.faceCaption(index + 1, error)}</span>
          </li>
        )
      })}
    </ol>
  )
}
