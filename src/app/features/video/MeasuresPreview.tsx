import { MEAN_SHAPE } from '../../../geometry/face.ts'
import { computeCentroid, type Point } from '../../../geometry/point.ts'
import { measureFace } from '../../../measures/face-measures.ts'
import { toContourPath } from '../../canvas/landmark-editing.ts'
import { TEXT } from '../../ui/text.ts'
import previewStyles from './preview.module.css'

const VIEW_BOX = '-0.7 -0.7 1.4 1.4'
/** Size of a plot's drawing, which is stretched to its place. */
const PLOT = { width: 100, height: 20 }
/** Frames of the plots, and those of them that are drawn as faces. */
const FRAMES = 120
const DRAWN = [6, 36, 60, 84, 114]
/** Frame in the middle of the blink. */
const BLINK = 36

const EYES = [
  [36, 37, 38, 39, 40, 41],
  [42, 43, 44, 45, 46, 47],
]
/** Landmarks of the lower lip, which go down when the mouth opens. */
const LOWER_LIP = new Set([55, 56, 57, 58, 59, 65, 66, 67])
const CHIN = 8
/** Landmarks of the jaw from the chin to where it does not move. */
const MOVING_JAW = 7

/** Share of the mouth's opening by which a landmark goes down. */
function weighOpening(landmark: number): number {
  if (LOWER_LIP.has(landmark)) return 1
  return landmark <= 2 * CHIN ? Math.max(0, 1 - Math.abs(landmark - CHIN) / MOVING_JAW) : 0
}

/** Closes the eyes of a shape by a share. */
function closeEyes(shape: readonly Point[], share: number): Point[] {
  return shape.map(([x, y], i): Point => {
    const eye = EYES.find((landmarks) => landmarks.includes(i))
    if (!eye) return [x, y]
    const [, middle] = computeCentroid(eye.map((landmark) => shape[landmark]!))
    return [x, y + share * (middle - y)]
  })
}

/** The mean shape in a frame: it turns from one side to the other, blinks once and opens its mouth twice. */
function createShape(frame: number): Point[] {
  const turn = 0.3 * Math.cos((Math.PI * frame) / FRAMES)
  const open = 0.1 * Math.sin((2 * Math.PI * frame) / FRAMES) ** 2
  const blink = 0.9 * Math.exp(-(((frame - BLINK) / 3) ** 2))
  return closeEyes(MEAN_SHAPE, blink).map(([x, y], i): Point => [
    (1 - Math.abs(turn)) * x + 0.4 * turn,
    y + open * weighOpening(i),
  ])
}

const SHAPES = Array.from({ length: FRAMES }, (_, frame) => createShape(frame))
const MEASURES = SHAPES.map((shape) => measureFace(shape))

const PLOTS = [
  { title: TEXT.video.plots.eyes, values: MEASURES.map((measures) => measures?.eyeAspectRatio.left ?? 0) },
  { title: TEXT.video.plots.mouth, values: MEASURES.map((measures) => measures?.mouthAspectRatio ?? 0) },
]

/** Formats a curve over all frames as an SVG path, as high as the plot. */
function toCurve(values: readonly number[]): string {
  const top = Math.max(...values)
  const points = values.map((value, frame) => {
    const x = (PLOT.width * (frame + 0.5)) / FRAMES
    return `${x.toFixed(2)} ${(PLOT.height * (1 - (0.9 * value) / top)).toFixed(2)}`
  })
  return `M${points.join('L')}`
}

/** Drawing of what becomes of a video: faces of some frames, and their measures over time. */
export function MeasuresPreview() {
  return (
    <div className={previewStyles.preview} aria-hidden="true">
      <div className={previewStyles.film}>
        {DRAWN.map((frame) => (
          <svg key={frame} viewBox={VIEW_BOX}>
            <path d={toContourPath(SHAPES[frame]!, 3)} />
          </svg>
        ))}
      </div>
      {PLOTS.map(({ title, values }) => (
        <div key={title} className={previewStyles.plot}>
          <span>{title}</span>
          <svg viewBox={`0 0 ${PLOT.width} ${PLOT.height}`} preserveAspectRatio="none">
            {DRAWN.map((frame) => {
              const x = (PLOT.width * (frame + 0.5)) / FRAMES
              return <path key={frame} className={previewStyles.cursor} d={`M${x} 0V${PLOT.height}`} />
            })}
            <path d={toCurve(values)} />
          </svg>
        </div>
      ))}
    </div>
  )
}
