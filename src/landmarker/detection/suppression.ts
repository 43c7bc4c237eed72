import type { Point } from '../../geometry/point.ts'
import { computeIntersectionOverUnion, type FaceBox } from './face-box.ts'

/** Boxes that overlap more than this show the same face. */
const MIN_OVERLAP = 0.3

/**
 * Weighted non-maximum suppression: one box for each face, best score first. A face's box is the mean of
 * all boxes that overlap its best one, weighted by their scores; its score is the best one's.
 * Source: MediaPipe's NonMaxSuppressionCalculator (WEIGHTED, INTERSECTION_OVER_UNION, 0.3).
 */
export function suppressNonMaxima(boxes: readonly FaceBox[], minOverlap = MIN_OVERLAP): FaceBox[] {
  const faces: FaceBox[] = []
  let rest = boxes.toSorted((p, q) => q.score - p.score)
  while (rest.length > 0) {
    const [best] = rest
    // The best one itself may have no area, and overlap nothing.
    const same = rest.filter((box) => box === best || computeIntersectionOverUnion(box, best) > minOverlap)
    rest = rest.filter((box) => !same.includes(box))
    faces.push(averageFaceBoxes(same))
  }
  return faces
}

/** The mean of one or more boxes, weighted by their scores; the score is the first one's. */
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
    keyPoints: boxes[0].keyPoints.map((_, i) => averagePoint(({ keyPoints }) => keyPoints[i])),
    score: boxes[0].score,
  }
}
