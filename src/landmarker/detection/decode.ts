import type { Point } from '../../geometry/point.ts'
import { VALUES_PER_ANCHOR } from '../../networks/blaze-face.ts'
import { KEY_POINT_COUNT, type FaceBox } from './face-box.ts'

/** Minimum score of a face. */
export const MIN_SCORE = 0.5

/** Logits are clipped to this, so that exp() stays finite. */
const MAX_LOGIT = 100

/**
 * Decodes the network's output for one image, (anchors, 17) row-major, to boxes in pixels of its input; each face has
 * several boxes. Boxes of negative size are left out.
 * Source: MediaPipe's TensorsToDetectionsCalculator with the options of its FaceDetectionShortRange graph
 * (16 coordinates: x, y, width, height, then six key points; scales of 128, which is the input's side, and
 * anchors of size 1; reverse_output_order; sigmoid; score_clipping_thresh 100).
 * @throws RangeError if output and anchors do not match.
 */
export function decodeFaceBoxes(
  output: Float32Array,
  anchors: readonly Point[],
  minScore = MIN_SCORE,
): FaceBox[] {
  if (output.length !== anchors.length * VALUES_PER_ANCHOR) {
    throw new RangeError(`${output.length} numbers do not fit ${anchors.length} anchors`)
  }
  const boxes: FaceBox[] = []
  for (const [i, [x, y]] of anchors.entries()) {
    const row = output.subarray(i * VALUES_PER_ANCHOR, (i + 1) * VALUES_PER_ANCHOR)
    const score = computeProbability(row[VALUES_PER_ANCHOR - 1]!)
    const [dx, dy, width, height] = [row[0]!, row[1]!, row[2]!, row[3]!]
    if (score < minScore || width < 0 || height < 0) continue
    const keyPoints = Array.from({ length: KEY_POINT_COUNT }, (_, k): Point => [
      x + row[4 + 2 * k]!,
      y + row[5 + 2 * k]!,
    ])
    boxes.push({ centre: [x + dx, y + dy], width, height, keyPoints, score })
  }
  return boxes
}

function computeProbability(logit: number): number {
  const clipped = Math.min(MAX_LOGIT, Math.max(-MAX_LOGIT, logit))
  return 1 / (1 + Math.exp(-clipped))
}
