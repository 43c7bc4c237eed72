import { cropAtSquare } from '../../geometry/crop.ts'
import type { StageGeometry } from '../../geometry/face.ts'
import type { Square } from '../../geometry/square.ts'
import type { Network } from '../../networks/output.ts'
import { chooseSamplingSize } from './crop-pixels.ts'
import type { Cropper } from './cropper.ts'
import type { CropSource } from '../pixel-image.ts'

/** Computes a network's last hidden layer on crops around these squares: (squares, hidden), row-major. */
export async function computeFeatures(
  network: Network,
  cropper: Cropper,
  { input, margin }: StageGeometry,
  source: CropSource,
  squares: readonly Square[],
): Promise<Float32Array> {
  const crops = squares.map((square) => cropAtSquare(square, margin, input))
  const samplingSizes = crops.map(({ side }) => chooseSamplingSize(side, input))
  const pixels = cropper.cut(source, crops, samplingSizes)
  const features = network.features(pixels)
  try {
    return (await features.data()) as Float32Array
  } finally {
    features.dispose()
    pixels.dispose()
  }
}
