import { memory, ready, setBackend, type Tensor2D } from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, describe, expect, it } from 'vitest'
import { compileConvolver } from '../../src/command/build/convolver-plugin.ts'
import { createTinyVariant } from '../../src/command/fuzz/tiny-variant.ts'
import { HEAT_MAP, LANDMARK_COUNT, STAGES } from '../../src/geometry/face.ts'
import type { Cropper } from '../../src/landmarker/cascade/cropper.ts'
import { lookInside } from '../../src/landmarker/cascade/inside-network.ts'
import { tracePoints } from '../../src/landmarker/cascade/point-paths.ts'
import { COVER_CELLS } from '../../src/landmarker/inside.ts'
import { decodeWeights, readLayer } from '../../src/networks/layer.ts'
import { createCrops } from '../support/wave-crops.ts'
import { createStage, readManifest, shippedFiles, type ReadVariantFile } from '../support/networks.ts'

let module: WebAssembly.Module

beforeAll(async () => {
  await setBackend('wasm')
  await ready()
  module = await WebAssembly.compile((await compileConvolver()) as Uint8Array<ArrayBuffer>)
}, 60_000)

const tinyFiles = createTinyVariant()
const tiny: ReadVariantFile = (file) => tinyFiles.get(file) ?? new Uint8Array()
const CROP = { square: { centre: [0, 0], side: 1, roll: 0 } } as const
const SOURCE = { data: new Uint8ClampedArray(4), width: 1, height: 1 } as never

const max = (values: Float32Array) => values.reduce((a, b) => Math.max(a, b), -Infinity)

/** Gives the same crop whatever is asked for. */
const createCropper = (stage: number) =>
  ({ cut: () => createCrops(1, STAGES[stage - 1]!.input) }) as unknown as Cropper

const LAYERS = {
  wing: [
    ['conv1 32x32x32', 'conv2 16x16x64', 'conv3 8x8x128', 'conv4 4x4x256', 'conv5 2x2x512'],
    [
      'conv1 64x64x32',
      'conv2 32x32x64',
      'conv3 16x16x128',
      'conv4 8x8x256',
      'conv5 4x4x512',
      'conv6 2x2x512',
    ],
  ],
  lite: [
    [
      'level1 32x32x8',
      'level2 16x16x16',
      'level3 8x8x32',
      'level4 4x4x64',
      'decoder3 8x8x16',
      'decoder2 16x16x16',
      'maps 16x16x68',
    ],
    [
      'level1 64x64x8',
      'level2 32x32x16',
      'level3 16x16x36',
      'level4 8x8x72',
      'level5 4x4x144',
      'decoder4 8x8x16',
      'decoder3 16x16x16',
      'decoder2 32x32x16',
      'maps 32x32x68',
    ],
  ],
} as const

describe.each(Object.keys(LAYERS) as (keyof typeof LAYERS)[])('the inside of %s', (name) => {
  it.each([1, 2] as const)(
    'is the same with and without the module, and is released: stage %i',
    async (stage) => {
      const before = memory().numTensors
      const networks = [
        createStage(shippedFiles(name), stage),
        createStage(shippedFiles(name), stage, module),
      ]
      const own = memory().numTensors
      for (const { layers } of networks)
        expect(layers.map((layer) => `${layer.name} ${layer.side}x${layer.side}x${layer.channels}`)).toEqual(
          LAYERS[name][stage - 1],
        )
      const look = (network: (typeof networks)[0], layer: string) =>
        lookInside(network, createCropper(stage), SOURCE, { ...CROP, stage }, layer)
      for (const { name: layer, side, channels } of networks[0]!.layers) {
        const [alone, found] = [await look(networks[0]!, layer), await look(networks[1]!, layer)]
        expect(found.layer.name).toBe(layer)
        expect(found.values).toHaveLength(side ** 2 * channels)
        const largest = max(alone.values)
        expect(max(alone.values.map((value) => -value))).toBeLessThanOrEqual(0)
        expect(largest).toBeGreaterThan(0)
        const apart = alone.values.map((value, i) => Math.abs(value - found.values[i]!))
        expect(max(apart), layer).toBeLessThan(2e-3 * largest)
        expect(found.filters).toEqual(alone.filters)
        expect(found.filters).toHaveLength(27 * networks[0]!.layers[0]!.channels)
      }
      // One that belongs to another network.
      expect((await look(networks[1]!, 'none')).layer.name).toBe(name === 'lite' ? 'maps' : 'conv1')
      expect(memory().numTensors).toBe(own)
      for (const network of networks) network.dispose()
      expect(memory().numTensors).toBe(before)
    },
  )
})

describe('the way of a landmark', () => {
  it('leads to its heat map, whose expected position it is', async () => {
    const network = createStage(shippedFiles('lite'), 2, module)
    const before = memory().numTensors
    const { landmarks, heatMaps, lastMaps, coverShifts } = await tracePoints(
      network,
      createCropper(2),
      SOURCE,
      { ...CROP, stage: 2 },
    )
    expect(memory().numTensors).toBe(before)
    expect(lastMaps).toBeUndefined()
    if (!heatMaps) throw new Error('no heat maps')
    const { side } = heatMaps.layer
    const toPixels = (cell: number) => (((cell + 0.5) / side - 0.5) * HEAT_MAP.range + 0.5) * STAGES[1].input
    for (const i of [0, 30, 67]) {
      const map = heatMaps.values.subarray(i * side ** 2, (i + 1) * side ** 2)
      expect(map.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 4)
      const x = map.reduce((sum, value, cell) => sum + value * toPixels(cell % side), 0)
      const y = map.reduce((sum, value, cell) => sum + value * toPixels(Math.floor(cell / side)), 0)
      expect(x).toBeCloseTo(landmarks[2 * i]!, 1)
      expect(y).toBeCloseTo(landmarks[2 * i + 1]!, 1)
    }
    expect(coverShifts).toHaveLength(COVER_CELLS ** 2 * LANDMARK_COUNT)
    expect(max(coverShifts)).toBeGreaterThan(0)
    network.dispose()
  })

  it('leads to the maps of the last convolution, as setting each to 0 by hand shows', async () => {
    const network = createStage(tiny, 2, module)
    const own = memory().numTensors
    const { landmarks, heatMaps, lastMaps } = await tracePoints(network, createCropper(2), SOURCE, {
      ...CROP,
      stage: 2,
    })
    expect(memory().numTensors).toBe(own)
    expect(heatMaps).toBeUndefined()
    if (!lastMaps) throw new Error('no maps')
    const manifest = readManifest(tiny, 2)
    const named = decodeWeights(manifest, new Uint8Array(tiny(manifest.file)).buffer)
    const [hidden, output] = ['hidden', 'output'].map((layer) => {
      const { kernel, bias } = readLayer<Tensor2D>(named, layer)
      return { kernel: kernel.dataSync(), bias: bias.dataSync() }
    })
    const { side, channels } = lastMaps.layer
    const cells = side ** 2
    const width = hidden!.bias.length
    const predictWithout = (removed: number | undefined) => {
      const units = Array.from(hidden!.bias)
      for (let cell = 0; cell < cells; cell++)
        for (let c = 0; c < channels; c++)
          for (let j = 0; j < width && c !== removed; j++)
            units[j]! +=
              lastMaps.values[c * cells + cell]! * hidden!.kernel[(cell * channels + c) * width + j]!
      return Array.from(output!.bias, (bias, k) =>
        units.reduce(
          (sum, unit, j) => sum + Math.max(0, unit) * output!.kernel[j * output!.bias.length + k]!,
          bias,
        ),
      )
    }
    const whole = predictWithout(undefined)
    for (const i of [0, 45]) expect(whole[2 * i]).toBeCloseTo(landmarks[2 * i]!, 2)
    for (const c of [0, channels - 1]) {
      const without = predictWithout(c)
      for (const i of [0, 45]) {
        const shift = Math.hypot(without[2 * i]! - whole[2 * i]!, without[2 * i + 1]! - whole[2 * i + 1]!)
        expect(lastMaps.shifts[c * LANDMARK_COUNT + i]).toBeCloseTo(shift, 2)
      }
    }
    network.dispose()
  })
})
