import type { Crop } from '../../geometry/crop.ts'
import { BLAZE_FACE_INPUT_PX } from '../../networks/blaze-face.ts'

/**
 * Computes the crop that shows the whole image, centred, with its longer side filling the network's input; the rest of
 * the crop is black.
 * Source: MediaPipe's ImageToTensorCalculator with keep_aspect_ratio and BORDER_ZERO (PadRoi in
 * image_to_tensor_utils.cc).
 */
export function letterboxImage(width: number, height: number): Crop {
  return {
    centre: [width / 2, height / 2],
    side: Math.max(width, height),
    roll: 0,
    size: BLAZE_FACE_INPUT_PX,
  }
}
