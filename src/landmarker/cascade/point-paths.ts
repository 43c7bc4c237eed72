import { tensor4d, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import { LANDMARK_COUNT } from '../../geometry/face.ts'
import { HEAT_MAPS_LAYER, type LayerShape } from '../../networks/layer-shape.ts'
import type { Network } from '../../networks/output.ts'
import { COVER_CELLS, COVER_SHARE, type PointPaths, type StageCrop } from '../inside.ts'
import type { CropSource } from '../pixel-image.ts'
import type { Cropper } from './cropper.ts'
import { cutStageCrop, readActivations } from './inside-network.ts'

/** Covered crops that are predicted at once, so that the worker answers others in between. */
const BATCH = 16

async function readRows(output: Tensor2D): Promise<Float32Array> {
  try {
    return (await output.data()) as Float32Array
  } finally {
    output.dispose()
  }
}

/** Computes how far each landmark of each row lies from where it is: (rows, landmarks). */
function measureShifts(rows: Float32Array, columns: number, landmarks: Float32Array): Float32Array {
  const count = rows.length / columns
  const shifts = new Float32Array(count * LANDMARK_COUNT)
  for (let row = 0; row < count; row++)
    for (let i = 0; i < LANDMARK_COUNT; i++) {
      const at = row * columns + 2 * i
      shifts[row * LANDMARK_COUNT + i] = Math.hypot(
        rows[at]! - landmarks[2 * i]!,
        rows[at + 1]! - landmarks[2 * i + 1]!,
      )
    }
  return shifts
}

/** Copies a crop's pixels with one part grey, which is 0 to the networks. */
function coverPart(pixels: Float32Array, side: number, part: number): Float32Array {
  const covered = pixels.slice()
  const bounds = (cell: number) => {
    const centre = ((cell + 0.5) * side) / COVER_CELLS
    const half = (COVER_SHARE * side) / 2
    return [Math.max(0, Math.round(centre - half)), Math.min(side, Math.round(centre + half))] as const
  }
  const [left, right] = bounds(part % COVER_CELLS)
  const [top, bottom] = bounds(Math.floor(part / COVER_CELLS))
  for (let y = top; y < bottom; y++) covered.fill(0, (y * side + left) * 3, (y * side + right) * 3)
  return covered
}

async function coverParts(network: Network, crop: Tensor4D, landmarks: Float32Array): Promise<Float32Array> {
  const side = crop.shape[1]
  const pixels = (await crop.data()) as Float32Array
  const parts = COVER_CELLS ** 2
  const shifts = new Float32Array(parts * LANDMARK_COUNT)
  for (let from = 0; from < parts; from += BATCH) {
    const values = new Float32Array(BATCH * pixels.length)
    for (let i = 0; i < BATCH; i++) values.set(coverPart(pixels, side, from + i), i * pixels.length)
    const batch = tensor4d(values, [BATCH, side, side, 3])
    try {
      const rows = await readRows(network.predict(batch))
      shifts.set(measureShifts(rows, rows.length / BATCH, landmarks), from * LANDMARK_COUNT)
    } finally {
      batch.dispose()
    }
  }
  return shifts
}

/** Follows the landmarks of one crop back: to the layer they are read from, and to the parts of the crop. */
export async function tracePoints(
  network: Network,
  cropper: Cropper,
  source: CropSource,
  stageCrop: StageCrop,
): Promise<PointPaths> {
  const crop = cutStageCrop(cropper, source, stageCrop)
  try {
    const output = await readRows(network.predict(crop))
    const landmarks = output.slice(0, 2 * LANDMARK_COUNT)
    const readMaps = async (layer: LayerShape) => ({
      layer,
      values: await readActivations(network, crop, layer),
    })
    const heatMapLayer = network.layers.find(({ name }) => name === HEAT_MAPS_LAYER)
    const without = network.predictWithoutMaps?.(crop)
    const last = network.layers[network.layers.length - 1]!
    return {
      landmarks,
      heatMaps: heatMapLayer && (await readMaps(heatMapLayer)),
      lastMaps: without && {
        shifts: measureShifts(await readRows(without), output.length, landmarks),
        ...(await readMaps(last)),
      },
      coverShifts: await coverParts(network, crop, landmarks),
    }
  } finally {
    crop.dispose()
  }
}
