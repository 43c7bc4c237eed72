import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { memory, ready, setBackend } from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-wasm'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { compileConvolver } from '../../src/command/build/convolver-plugin.ts'
import { createTinyVariant } from '../../src/command/fuzz/tiny-variant.ts'
import { STAGES } from '../../src/geometry/face.ts'
import type { HeatMapManifest } from '../../src/networks/manifest.ts'
import { fitsCnn } from '../../src/networks/winograd/cnn.ts'
import { fitsHeatMaps } from '../../src/networks/winograd/heat-maps.ts'
import { createHeatMapNetworks } from '../support/heat-map-networks.ts'
import { createCrops } from '../support/wave-crops.ts'
import { createStage, shippedFiles, type ReadVariantFile } from '../support/networks.ts'

/** Largest difference of a landmark, in pixels of the input. */
const TOLERANCE_PX = 0.01

let module: WebAssembly.Module

beforeAll(async () => {
  await setBackend('wasm')
  await ready()
  module = await WebAssembly.compile((await compileConvolver()) as Uint8Array<ArrayBuffer>)
  // The first compilation takes seconds.
}, 60_000)

const generated = (files: ReadonlyMap<string, Uint8Array>): ReadVariantFile => {
  return (file) => files.get(file) ?? new Uint8Array()
}

describe('networks with convolutions in the module', () => {
  const variants = {
    wing: shippedFiles('wing'),
    precise: shippedFiles('precise'),
    lite: shippedFiles('lite'),
    tiny: generated(createTinyVariant()),
    'heat maps of other shapes': generated(createHeatMapNetworks()),
  }
  const cases = Object.keys(variants).flatMap((name) =>
    [1, 2].map((stage) => [name as keyof typeof variants, stage] as const),
  )

  it.each(cases)('agree with TensorFlow.js alone: %s, stage %i', (name, stage) => {
    const files = variants[name]
    const before = memory().numTensors
    const crops = createCrops(2, STAGES[stage - 1]!.input)
    const alone = createStage(files, stage)
    const tensorsAlone = memory().numTensors - before
    const own = createStage(files, stage, module)
    // The kernels of the convolutions are in the module's memory only.
    expect(memory().numTensors - before).toBeLessThan(2 * tensorsAlone - 5)
    const [expected, found] = [alone, own].map((network) => {
      const output = network.predict(crops)
      const values = output.dataSync()
      output.dispose()
      return values
    })
    expect(found).toHaveLength(expected!.length)
    const range = Math.max(...expected!) - Math.min(...expected!)
    expect(range).toBeGreaterThan(1)
    expect(Math.max(...expected!.map((value, i) => Math.abs(value - found![i]!)))).toBeLessThan(TOLERANCE_PX)
    const [features, others] = [alone, own].map((network) => {
      const output = network.features(crops)
      const values = output.dataSync()
      output.dispose()
      return values
    })
    const largest = Math.max(...features!)
    expect(Math.max(...features!.map((value, i) => Math.abs(value - others![i]!)))).toBeLessThan(
      1e-3 * largest,
    )
    for (const network of [alone, own]) network.dispose()
    crops.dispose()
    expect(memory().numTensors).toBe(before)
    expect(() => own.predict(crops)).toThrow(/disposed/)
  })
})

describe('shapes that the module cannot run', () => {
  it('are those with channels that are no multiple of 4, or sides that are odd', () => {
    expect(fitsCnn([32, 64], 64)).toBe(true)
    expect(fitsCnn([32, 30], 64)).toBe(false)
    expect(fitsCnn([4, 4, 4], 36)).toBe(false)
    const maps = (filters: number[], blocks: number[], decoder: number) =>
      ({
        network: 'heat-map',
        file: '',
        bytes: 0,
        sha256: '',
        weights: [],
        filters,
        blocks,
        decoder,
      }) satisfies HeatMapManifest
    expect(fitsHeatMaps(maps([8, 8, 8], [1, 1, 1], 16), 64)).toBe(true)
    expect(fitsHeatMaps(maps([8, 8, 8], [1, 1, 1], 10), 64)).toBe(false)
    expect(fitsHeatMaps(maps([8, 6, 8], [1, 1, 1], 16), 64)).toBe(false)
    expect(fitsHeatMaps(maps([8, 8, 8], [1, 1, 0], 16), 8)).toBe(true)
    expect(fitsHeatMaps(maps([8, 8, 8], [1, 1, 1], 16), 8)).toBe(false)
  })
})

describe('the memory of a network', () => {
  afterEach(() => vi.unstubAllGlobals())

  /** Records all memories that are created from now on. */
  function recordMemories(): WeakRef<WebAssembly.Memory>[] {
    const made: WeakRef<WebAssembly.Memory>[] = []
    class Recorded extends WebAssembly.Memory {
      constructor(size: WebAssembly.MemoryDescriptor) {
        super(size)
        made.push(new WeakRef(this as WebAssembly.Memory))
      }
    }
    vi.stubGlobal('WebAssembly', Object.assign(Object.create(WebAssembly) as object, { Memory: Recorded }))
    return made
  }

  const countBytes = (made: readonly WeakRef<WebAssembly.Memory>[]) =>
    made.reduce((sum, one) => sum + (one.deref()?.buffer.byteLength ?? 0), 0)

  it('is freed when it is disposed, and does not grow from run to run', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const made = recordMemories()
    const networks = [
      createStage(shippedFiles('wing'), 2, module),
      createStage(shippedFiles('lite'), 2, module),
    ]
    expect(made).toHaveLength(2)
    const bytes = countBytes(made)
    expect(bytes / 2 ** 20).toBeGreaterThan(25)
    expect(bytes / 2 ** 20).toBeLessThan(45)
    const crops = createCrops(1, STAGES[1].input)
    for (let i = 0; i < 3; i++) for (const network of networks) network.predict(crops).dispose()
    expect(countBytes(made)).toBe(bytes)
    crops.dispose()
    for (const network of networks) network.dispose()
    await vi.waitFor(() => {
      collect()
      expect(countBytes(made)).toBe(0)
    })
  })

  it('is given up where there is not enough, and TensorFlow.js runs the network', () => {
    class Full extends WebAssembly.Memory {
      override grow(): number {
        throw new RangeError('no memory is left')
      }
    }
    vi.stubGlobal('WebAssembly', Object.assign(Object.create(WebAssembly) as object, { Memory: Full }))
    const crops = createCrops(1, STAGES[1].input)
    const before = memory().numTensors
    for (const variant of ['wing', 'lite']) {
      const network = createStage(shippedFiles(variant), 2, module)
      network.predict(crops).dispose()
      network.dispose()
    }
    expect(memory().numTensors).toBe(before)
    crops.dispose()
  })
})
