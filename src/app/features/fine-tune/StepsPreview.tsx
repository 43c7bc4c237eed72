import { MEAN_SHAPE } from '../../../geometry/face.ts'
import type { Point } from '../../../geometry/point.ts'
import { toContourPath } from '../../canvas/landmark-editing.ts'
import { TEXT } from '../../ui/text.ts'
import tuneStyles from './tune.module.css'

/** Corner of the left mouth in the picture, which the drawing of Correct moves. */
const MOVED_LANDMARK = 48
/** Movement from the wrong place to the right one, in face sides. */
const CORRECTION: Point = [0.12, -0.07]

const VIEW_BOX = '-0.75 -0.75 1.5 1.5'

/** Moves one landmark of the mean shape, and its neighbours of the lips by half. */
function moveMouthCorner(share: number): Point[] {
  const weights = new Map([
    [MOVED_LANDMARK, 1],
    [49, 0.4],
    [59, 0.4],
    [60, 0.8],
  ])
  return MEAN_SHAPE.map(([x, y], i): Point => {
    const weight = share * (weights.get(i) ?? 0)
    return [x - weight * CORRECTION[0], y - weight * CORRECTION[1]]
  })
}

/** Squeezes the mean shape towards a side, as of a face that turns. */
function turnShape(turn: number): Point[] {
  return MEAN_SHAPE.map(([x, y]): Point => [(1 - Math.abs(turn)) * x + 0.9 * turn, y])
}

function Face({ shape, className }: { readonly shape: readonly Point[]; readonly className?: string }) {
  return <path className={className} d={toContourPath(shape, 3)} />
}

function DrawnStep({ step }: { readonly step: 'collect' | 'correct' | 'train' }) {
  const wrong = moveMouthCorner(1)
  const [from, to] = [wrong[MOVED_LANDMARK]!, MEAN_SHAPE[MOVED_LANDMARK]!]
  return (
    <svg viewBox={VIEW_BOX} aria-hidden="true">
      {step === 'collect' &&
        [-0.3, 0.3, 0].map((turn) => (
          <Face key={turn} shape={turnShape(turn)} className={turn ? tuneStyles.faint : undefined} />
        ))}
      {step === 'correct' && (
        <>
          <Face shape={wrong} />
          <line className={tuneStyles.mark} x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} />
          <circle className={tuneStyles.mark} cx={to[0]} cy={to[1]} r="0.035" />
        </>
      )}
      {step === 'train' && (
        <>
          <Face shape={wrong} className={tuneStyles.faint} />
          <Face shape={MEAN_SHAPE} className={tuneStyles.mark} />
        </>
      )}
    </svg>
  )
}

/** The three steps of fine-tuning as drawings, in the place of the picture until there is one. */
export function StepsPreview() {
  return (
    <div className={tuneStyles.preview}>
      <ol>
        {(['collect', 'correct', 'train'] as const).map((step) => (
          <li key={step}>
            <DrawnStep step={step} />
            <strong>{TEXT.fineTune.steps[step].title}</strong>
            <span>{TEXT.fineTune.steps[step].text}</span>
          </li>
        ))}
      </ol>
      <p>{TEXT.fineTune.intro}</p>
    </div>
  )
}
