import type { Point } from '../../geometry/point.ts'
import { computeIntersectionOverUnion, type FaceBox } from './face-box.ts'

/** Two boxes show the same face if their intersection over union is more than this. */
const MIN_OVERLAP = 0.3

/**
 * Applies weighted non-maximum suppression: one box per face, highest score first. The box of a face is the mean of all
 * boxes that overlap its best box, weighted by their scores; its score is that of the best box.
 * Source: MediaPipe's NonMaxSuppressionCalculator (WEIGHTED, INTERSECTION_OVER_UNION, 0.3).
 */
export function suppressNonMaxima(boxes: readonly FaceBox[], minOverlap = MIN_OVERLAP): FaceBox[] {
  const faces: FaceBox[] = []
  let rest = boxes.toSorted((p, q) => q.score - p.score)
  while (rest.length > 0) {
    const best = rest[0]!
    // The best box can have no area, so that it does not even overlap itself.
    const same = rest.filter((box) => box === best || computeIntersectionOverUnion(box, best) > minOverlap)
    rest = rest.filter((box) => !same.includes(box))
    faces.push(averageFaceBoxes(same))
  }
  return faces
}

/** Averages one or more boxes, weighted by their scores; the score is that of the first box. */
function averageFaceBoxes(boxes: readonly FaceBox[]): FaceBox {
  const total = boxes.reduce((sum, { score }) => sum + score, 0)
  const average = (value: (box: FaceBox) => number) =>
    boxes.reduce((sum, box) => sum + value(box) * box.score, 0) / total
  const averagePoint = (point: (box: FaceBox) => Point): Point => [
    average((box) => point(box)[0]),
    average((box) => point(box)[1]),
  ]
  return {
    centre: averagePoint(({ centre }) => centre),
    width: average(({ width }) => width),
    height: average(({ height }) => height),
    keyPoints: boxes[0]!.keyPoints.map((_, i) => averagePoint(({ keyPoints }) => keyPoints[i]!)),
    score: boxes[0]!.score,
  }
}
