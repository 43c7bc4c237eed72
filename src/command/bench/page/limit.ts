import {
  matMul,
  profile,
  randomUniform,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core'
import { STAGES } from '../../../geometry/face.ts'
import { locateAssets } from '../../../landmarker/models/assets.ts'
import { startBackend } from '../../../landmarker/backend/backend.ts'
import { loadConvolver } from '../../../landmarker/backend/convolver.ts'
import { loadVariant } from '../../../landmarker/models/variant.ts'
import type { LibrarySetup } from './library-adapter.ts'

const MATRIX_SIDE = 1024
/** Pairs of runs; each takes a tenth of a second on WASM. */
const RUN_PAIRS = 40

/** Milliseconds of alternating single runs, and multiply-adds per run. */
export interface LimitMeasurement {
  readonly network: { readonly multiplyAdds: number; readonly times: readonly number[] }
  readonly matrix: { readonly multiplyAdds: number; readonly times: readonly number[] }
  /** Side of the matrices. */
  readonly side: number
}

const product = (shape: readonly number[]) => shape.reduce((all, size) => all * size, 1)

/**
 * Counts the multiply-adds of convolutions and matrix products from the shapes of the backend's kernels: each weight
 * of a filter is used once for each output position.
 */
async function countMultiplyAdds(work: () => Tensor): Promise<number> {
  const { kernels } = await profile(work)
  let sum = 0
  for (const { name, inputShapes, outputShapes } of kernels) {
    const [from, weights] = inputShapes
    const [to] = outputShapes
    // A fused operation is listed twice, as itself and as its kernel.
    if (!from || !weights || !to || name.endsWith('__op')) continue
    if (/conv2d/i.test(name)) sum += product(to.slice(0, 3)) * product(weights)
    else if (/matmul/i.test(name)) sum += product(to) * from[from.length - 1]!
  }
  return sum
}

async function time(work: () => Tensor, calls: number): Promise<number> {
  const began = performance.now()
  for (let call = 1; call < calls; call++) work().dispose()
  const last = work()
  await last.data()
  last.dispose()
  return (performance.now() - began) / calls
}

/** Measures CNN-7 of a variant and a large matrix product, on the page's main thread. */
export async function measureLimit({ variant, backend }: LibrarySetup): Promise<LimitMeasurement> {
  const { convolver, wasm, weights } = locateAssets()
  const { name, reason } = await startBackend(wasm, backend)
  if (name !== backend) throw new Error(`${backend} did not start: ${reason}`)
  const { module } = backend === 'wasm' ? await loadConvolver(convolver) : {}
  const { stage2 } = await loadVariant(variant, weights, { module })
  // Only the operations of TensorFlow.js can be counted.
  const { stage2: counted } = await loadVariant(variant, weights)
  if (!stage2 || !counted) throw new Error(`${variant} has no CNN-7`)
  const { input } = STAGES[1]
  const crop = randomUniform([1, input, input, 3], -1, 1) as Tensor4D
  const createMatrix = () => randomUniform([MATRIX_SIDE, MATRIX_SIDE], -1, 1) as Tensor2D
  const [left, right] = [createMatrix(), createMatrix()]
  const network = () => stage2.predict(crop)
  const matrix = () => matMul(left, right)
  // On a graphics card one run is short compared with the transfers.
  const calls = backend === 'wasm' ? 1 : 20
  const times = { network: [] as number[], matrix: [] as number[] }
  for (let i = -1; i < RUN_PAIRS; i++) {
    const pair = [await time(network, calls), await time(matrix, calls)] as const
    if (i < 0) continue
    times.network.push(pair[0])
    times.matrix.push(pair[1])
  }
  return {
    network: { multiplyAdds: await countMultiplyAdds(() => counted.predict(crop)), times: times.network },
    matrix: { multiplyAdds: await countMultiplyAdds(matrix), times: times.matrix },
    side: MATRIX_SIDE,
  }
}
