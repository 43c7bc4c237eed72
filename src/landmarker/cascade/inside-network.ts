import { cropAtSquare } from '../../geometry/crop.ts'
import { STAGES } from '../../geometry/face.ts'
import type { Tensor4D } from '@tensorflow/tfjs-core'
import { HEAT_MAPS_LAYER, type LayerShape } from '../../networks/layer-shape.ts'
import type { Network } from '../../networks/output.ts'
import type { LayerActivations, StageCrop } from '../inside.ts'
import type { CropSource } from '../pixel-image.ts'
import { chooseSamplingSize } from './crop-pixels.ts'
import type { Cropper } from './cropper.ts'

/** Cuts the crop of a network as the cascade does. The caller disposes it. */
export function cutStageCrop(cropper: Cropper, source: CropSource, { stage, square }: StageCrop): Tensor4D {
  const { input, margin } = STAGES[stage - 1]!
  const crop = cropAtSquare(square, margin, input)
  return cropper.cut(source, [crop], [chooseSamplingSize(crop.side, input)])
}

/** Reads the activations of a layer for one crop: (channels, side, side). */
export async function readActivations(
  network: Network,
  crop: Tensor4D,
  { name, side, channels }: LayerShape,
): Promise<Float32Array> {
  const activations = network.activations(crop, name)
  try {
    const cells = side ** 2
    const interleaved = await activations.data()
    const maps = new Float32Array(interleaved.length)
    for (let i = 0; i < cells; i++)
      for (let c = 0; c < channels; c++) maps[c * cells + i] = interleaved[i * channels + c]!
    return maps
  } finally {
    activations.dispose()
  }
}

/** Finds a layer by its name; without one of that name the heat maps, or else the first layer. */
function chooseLayer({ layers }: Network, name: string): LayerShape {
  const find = (wanted: string) => layers.find((layer) => layer.name === wanted)
  return find(name) ?? find(HEAT_MAPS_LAYER) ?? layers[0]!
}

/** Computes the activations of a layer on the crop of a network. */
export async function lookInside(
  network: Network,
  cropper: Cropper,
  source: CropSource,
  stageCrop: StageCrop,
  layerName: string,
): Promise<LayerActivations> {
  const layer = chooseLayer(network, layerName)
  const crop = cutStageCrop(cropper, source, stageCrop)
  try {
    const values = await readActivations(network, crop, layer)
    return { layers: network.layers, layer, values, filters: await network.readFilters() }
  } finally {
    crop.dispose()
  }
}
