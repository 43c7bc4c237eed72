import { tensor4d, type Tensor4D } from '@tensorflow/tfjs-core'
import { PIXEL_NORMALISATION, STAGES } from '../../../src/geometry/face.ts'
import { startBackend } from '../../../src/landmarker/backend/backend.ts'
import { loadConvolver } from '../../../src/landmarker/backend/convolver.ts'
import { locateAssets } from '../../../src/landmarker/models/assets.ts'
import { loadVariant } from '../../../src/landmarker/models/variant.ts'
import { CONVERT_COLOURS, SRGB } from '../../../src/landmarker/srgb.ts'
import type { Network } from '../../../src/networks/output.ts'

/** Milliseconds of each round, and what else is compared. */
export interface Comparison {
  readonly variant: string
  readonly stage: number
  readonly backendMs: readonly number[]
  readonly moduleMs: readonly number[]
  /** Largest difference of an output, in pixels of the crop. */
  readonly differencePx: number
  /** Milliseconds that loading both stages took, without and with the module. */
  readonly loadMs: readonly [number, number]
}

/** Cuts the middle square of a photo. */
async function cutPhoto(path: string, side: number): Promise<Tensor4D> {
  const photo = await createImageBitmap(await (await fetch(path)).blob(), CONVERT_COLOURS)
  const size = Math.min(photo.width, photo.height)
  const context = new OffscreenCanvas(side, side).getContext('2d', SRGB)
  if (!context) throw new Error('this browser provides no 2D canvas')
  context.drawImage(photo, (photo.width - size) / 2, 0, size, size, 0, 0, side, side)
  const { data } = context.getImageData(0, 0, side, side)
  const { offset, scale } = PIXEL_NORMALISATION
  const values = data.filter((_, i) => i % 4 < 3)
  return tensor4d(
    Float32Array.from(values, (value) => (value - offset) / scale),
    [1, side, side, 3],
  )
}

function run(network: Network, crop: Tensor4D): Float32Array {
  const output = network.predict(crop)
  const values = output.dataSync() as Float32Array
  output.dispose()
  return values
}

/** Compares both stages of a variant with and without the module, in turns. */
async function compare(variant: string, rounds: number, photos: readonly string[]): Promise<Comparison[]> {
  const { convolver, wasm, weights } = locateAssets()
  await startBackend(wasm, 'wasm')
  const { module, problem } = await loadConvolver(convolver)
  if (!module) throw new Error(problem)
  const began = performance.now()
  const onBackend = await loadVariant(variant, weights)
  const between = performance.now()
  const inModule = await loadVariant(variant, weights, { module })
  const loadMs = [between - began, performance.now() - between] as const
  const results: Comparison[] = []
  for (const stage of [1, 2] as const) {
    const { input } = STAGES[stage - 1]!
    const networks = [onBackend, inModule].map((one) => (stage === 1 ? one.stage1 : one.stage2))
    let differencePx = 0
    for (const photo of photos) {
      const crop = await cutPhoto(photo, input)
      const [expected, found] = networks.map((network) => (network ? run(network, crop) : new Float32Array()))
      for (const [i, value] of expected!.entries())
        differencePx = Math.max(differencePx, Math.abs(value - found![i]!))
      crop.dispose()
    }
    const crop = await cutPhoto(photos[0]!, input)
    const times: [number[], number[]] = [[], []]
    for (let round = -10; round < rounds; round++)
      for (const [i, network] of networks.entries()) {
        if (!network) continue
        const start = performance.now()
        run(network, crop)
        // The first rounds warm up.
        if (round >= 0) times[i]!.push(performance.now() - start)
      }
    crop.dispose()
    results.push({ variant, stage, backendMs: times[0], moduleMs: times[1], differencePx, loadMs })
  }
  for (const one of [onBackend, inModule]) one.dispose()
  return results
}

declare global {
  interface Window {
    compare: typeof compare
  }
}

window.compare = compare
