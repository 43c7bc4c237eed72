import { createHash } from 'node:crypto'
import { createRandom } from '../../src/evaluation/random.ts'
import { LANDMARK_COUNT, STAGES } from '../../src/geometry/face.ts'
import { listHeatMapLayers, listPresenceLayers } from '../../src/landmarker/cascade/network-layers.ts'
import type { TensorManifest } from '../../src/networks/manifest.ts'

/** Kernels with as many weights are stored as bytes, as training/tfjs.py does it. */
const MIN_QUANTISED_WEIGHTS = 8192

/** Shapes of the two networks: both kinds of block counts, and as many resolutions as each input allows. */
const SHAPES = [
  { filters: [8, 12, 16, 24], blocks: [0, 1, 0, 2], decoder: 16 },
  { filters: [16, 24, 32, 40, 48], blocks: [1, 0, 2, 1, 1], decoder: 32 },
] as const

type Entry = readonly [TensorManifest, Uint8Array]

/** Creates the files of a variant of two small untrained heat-map networks, the second with a presence output. */
export function createHeatMapNetworks(): Map<string, Uint8Array> {
  const random = createRandom(11)
  const files = new Map<string, Uint8Array>()
  const createFloats = (name: string, shape: readonly number[], value: () => number): Entry => {
    const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, value)
    return [{ name, shape: [...shape], dtype: 'float32' }, new Uint8Array(values.buffer)]
  }
  const createKernel = (layer: string, shape: readonly number[]): Entry[] => {
    const count = shape.reduce((a, b) => a * b, 1)
    const outputs = shape[shape.length - 1]
    // Keeps the size of the activations from layer to layer; maps are stretched, so that each has a peak.
    const range = (layer === 'maps' ? 8 : 2.4) * Math.sqrt(outputs! / count)
    if (count < MIN_QUANTISED_WEIGHTS)
      return [createFloats(`${layer}/kernel`, shape, () => range * (random() - 0.5) * 2)]
    const quantization = { dtype: 'uint8', scale: 1, min: -128, original_dtype: 'float32' } as const
    const bytes = Uint8Array.from({ length: count }, () => 1 + Math.floor(255 * random()))
    const manifest: TensorManifest = {
      name: `${layer}/kernel`,
      shape: [...shape],
      dtype: 'float32',
      quantization,
    }
    return [
      [manifest, bytes],
      createFloats(`${layer}/scale`, [outputs!], () => ((0.5 + random()) * range) / 127),
    ]
  }
  const write = (file: string, entries: readonly Entry[]) => {
    const data = Buffer.concat(entries.map(([, bytes]) => bytes))
    files.set(file, data)
    const sha256 = createHash('sha256').update(data).digest('hex')
    return { file, bytes: data.length, sha256, weights: entries.map(([manifest]) => manifest) }
  }
  const stages = STAGES.map((_, i) => {
    const { filters, blocks, decoder } = SHAPES[i]!
    const { kernels, unbiased, features } = listHeatMapLayers(filters, blocks, decoder)
    const layers = [...kernels].flatMap(([layer, shape]) => [
      ...createKernel(layer, shape),
      ...(unbiased.has(layer) ? [] : [createFloats(`${layer}/bias`, shape.slice(-1), () => random() - 0.5)]),
    ])
    const weights = write(`stage${i + 1}.bin`, [
      ...layers,
      createFloats('error/slope', [LANDMARK_COUNT], () => 0.1 + random()),
      createFloats('error/floor', [LANDMARK_COUNT], () => random()),
    ])
    const heads = [...listPresenceLayers(features).kernels].flatMap(([layer, shape]) => [
      ...createKernel(layer, shape),
      createFloats(`${layer}/bias`, shape.slice(-1), () => 0),
    ])
    const shape = { network: 'heat-map', filters, blocks, decoder } as const
    return { ...weights, ...shape, ...(i === 1 && { presence: write('presence.bin', heads) }) }
  })
  return files.set('model.json', Buffer.from(JSON.stringify({ variant: 'heat-maps', stages })))
}
