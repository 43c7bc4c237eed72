import type { Point } from '../../geometry/point.ts'
import { BLAZE_FACE_INPUT_PX } from '../../networks/blaze-face.ts'

/**
 * Feature maps of the network and number of anchors per cell: strides 8, 16, 16, 16 with two anchors each, where maps
 * of equal stride share their cells.
 */
const MAPS = [
  { stride: 8, anchors: 2 },
  { stride: 16, anchors: 6 },
] as const

/**
 * Creates the centres of the 896 anchors in pixels of the input, in the order of the network's output. All anchors
 * have the same size, so those of one cell are identical.
 * Source: MediaPipe's SsdAnchorsCalculator with the options of its FaceDetectionShortRange graph (strides 8,
 * 16, 16, 16, anchor offset 0.5, aspect ratio 1, interpolated scale, fixed anchor size).
 */
export function createAnchors(): Point[] {
  return MAPS.flatMap(({ stride, anchors }) => {
    const cells = BLAZE_FACE_INPUT_PX / stride
    return Array.from({ length: cells * cells * anchors }, (_, i): Point => {
      const cell = Math.floor(i / anchors)
      return [((cell % cells) + 0.5) * stride, (Math.floor(cell / cells) + 0.5) * stride]
    })
  })
}
