import type { BackendChoice, BackendName } from './backends.ts'
import type { Ask, CascadeResult } from './result.ts'
import { Engine, type EngineAssets } from './engine.ts'
import { deviceLost } from './backend.ts'
import { giving, serve, type Progress } from './rpc.ts'
import type { Square } from '../geometry/square.ts'
import type { DenseWeights } from '../networks/dense.ts'
import type { Frame } from './source.ts'
import type { TunedLayer } from './tuned-layer.ts'

interface Start {
  readonly assets: EngineAssets
  readonly variant: string
  readonly backend: BackendName | undefined
  /** Backends that are not to be tried. */
  readonly without: readonly BackendName[]
}

interface Question {
  readonly frame: Frame
  readonly asks: readonly Ask[]
  readonly stages: 1 | 2
}

/** The frame comes back, to be drawn with its landmarks. */
interface Answer extends CascadeResult {
  readonly frame: Frame
  /** Alive on the backend. */
  readonly tensors: number
  readonly gpuBytes: number | undefined
}

interface Look {
  readonly variant: string
  readonly frame: Frame
  readonly squares: readonly Square[]
}

let engine: Engine | undefined

function started(): Engine {
  if (!engine) throw new Error('start comes first')
  return engine
}

const service = {
  async start({ assets, variant, backend, without }: Start, progress: Progress): Promise<BackendChoice> {
    engine = await Engine.start(assets, variant, backend, progress, without)
    void deviceLost().then(lose)
    return engine.backend
  },

  use: (names: readonly string[], progress: Progress): Promise<void> => started().use(names, progress),

  add: (tuned: TunedLayer, progress: Progress): Promise<void> => started().add(tuned, progress),

  remove: (name: string): void => started().remove(name),

  weights: (name: string): Promise<DenseWeights> => started().weights(name),

  async features({ variant, frame, squares }: Look): Promise<Float32Array> {
    try {
      return await started().features(variant, frame, squares)
    } finally {
      frame.close()
    }
  },

  async run({ frame, asks, stages }: Question): Promise<Answer> {
    try {
      const result = await started().run(frame, asks, stages)
      const { tensors, gpuBytes } = started()
      return giving({ ...result, frame, tensors, gpuBytes }, [frame])
    } catch (error) {
      frame.close()
      throw error
    }
  },
}

export type EngineService = typeof service

const lose = serve(self, service)
