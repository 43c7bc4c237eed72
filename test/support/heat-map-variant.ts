import { createHash } from 'node:crypto'
import { createTinyVariant } from '../../src/command/fuzz/tiny-variant.ts'
import { createRandom } from '../../src/evaluation/random.ts'
import { listHeatMapLayers } from '../../src/landmarker/cascade/network-layers.ts'
import type { HeatMapManifest, VariantManifest } from '../../src/networks/manifest.ts'

const FILTERS = [4, 8, 8]
const BLOCKS = [0, 1, 0]
const DECODER = 8

/**
 * The files of a variant with the tiny variant's first stage and an untrained heat-map network as second, whose maps
 * depend on the picture. Its points are wrong and lie close together, so that only small expected errors give them a
 * confidence above 0.
 */
export function createHeatMapVariant(): Map<string, Buffer> {
  const tiny = createTinyVariant()
  const { stages } = JSON.parse(String(tiny.get('model.json'))) as VariantManifest
  const random = createRandom(11)
  const { kernels, unbiased, vectors } = listHeatMapLayers(FILTERS, BLOCKS, DECODER)
  const count = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1)
  // Variances of the layers as at the start of a training (He et al. 2015); the maps have clear peaks.
  const draw = (shape: readonly number[], gain: number) => {
    const reach = gain * Math.sqrt(6 / count(shape.slice(0, -1)))
    return Float32Array.from({ length: count(shape) }, () => reach * (2 * random() - 1))
  }
  const tensors = [
    ...[...kernels].flatMap(([layer, shape]) => {
      const kernel = {
        name: `${layer}/kernel`,
        shape,
        values: draw(shape, layer === 'maps' ? 6 : 1),
      }
      const bias = { name: `${layer}/bias`, shape: shape.slice(-1), values: new Float32Array(shape[3]!) }
      return unbiased.has(layer) ? [kernel] : [kernel, bias]
    }),
    ...[...vectors].map(([name, shape]) => ({
      name,
      shape,
      values: new Float32Array(count(shape)).fill(0.02),
    })),
  ]
  const data = Buffer.concat(tensors.map(({ values }) => Buffer.from(values.buffer)))
  const stage2: HeatMapManifest = {
    network: 'heat-map',
    filters: FILTERS,
    blocks: BLOCKS,
    decoder: DECODER,
    file: 'stage2.bin',
    bytes: data.length,
    sha256: createHash('sha256').update(data).digest('hex'),
    weights: tensors.map(({ name, shape }) => ({ name, shape: [...shape], dtype: 'float32' })),
  }
  const manifest: VariantManifest = { variant: 'heat-maps', stages: [stages[0]!, stage2] }
  return new Map([
    ['stage1.bin', tiny.get('stage1.bin') ?? Buffer.alloc(0)],
    ['stage2.bin', data],
    ['model.json', Buffer.from(JSON.stringify(manifest))],
  ])
}
