import { memory } from '@tensorflow/tfjs-core'
import type { Assets } from './assets.ts'
import { startBackend } from './backend.ts'
import type { BackendChoice, BackendName } from './backends.ts'
import { CanvasCascade } from './cascade.ts'
import type { Ask, CascadeResult } from './result.ts'
import { Cropper } from './cropper.ts'
import type { GpuCascade } from './gpu-cascade.ts'
import type { ImageSource } from './source.ts'
import type { Progress } from './rpc.ts'
import { loadVariant, type Variant } from './variant.ts'

/** Where the networks' files lie. */
export type EngineAssets = Pick<Assets, 'wasm' | 'weights'>

/** The networks on a backend: images and squares in, landmarks out. Runs wherever TensorFlow.js does. */
export class Engine {
  readonly backend: BackendChoice
  readonly #assets: EngineAssets
  readonly #loaded = new Map<string, Variant>()
  #used: readonly Variant[]
  readonly #canvas = new CanvasCascade(new Cropper())
  readonly #gpu: GpuCascade | undefined

  private constructor(
    assets: EngineAssets,
    backend: BackendChoice,
    variant: Variant,
    gpu: GpuCascade | undefined,
  ) {
    this.#assets = assets
    this.backend = backend
    this.#loaded.set(variant.name, variant)
    this.#used = [variant]
    this.#gpu = gpu
  }

  /**
   * Starts a backend and loads a variant.
   * @throws LandmarkerError 'backend' or 'weights'.
   */
  static async start(
    assets: EngineAssets,
    variant: string,
    asked?: BackendName,
    progress?: Progress,
  ): Promise<Engine> {
    const backend = await startBackend(assets.wasm, asked)
    const gpu = backend.name === 'webgpu' ? new (await import('./gpu-cascade.ts')).GpuCascade() : undefined
    return new Engine(assets, backend, await loadVariant(variant, assets.weights, progress), gpu)
  }

  /** Names of the variants in use; the first one's CNN-6 finds the crop that all of them see. */
  get variants(): readonly string[] {
    return this.#used.map(({ name }) => name)
  }

  /**
   * Uses these variants from the next image on; loads those that are not there yet.
   * @throws LandmarkerError 'weights'; the variants in use stay as they were.
   */
  async use(names: readonly string[], progress?: Progress): Promise<void> {
    if (names.length === 0) throw new RangeError('at least one variant is needed')
    for (const name of names) {
      if (this.#loaded.has(name)) continue
      const variant = await loadVariant(name, this.#assets.weights, progress)
      if (this.#loaded.has(name)) variant.dispose()
      else this.#loaded.set(name, variant)
    }
    this.#used = names.flatMap((name) => this.#loaded.get(name) ?? [])
  }

  /** The cascade on one image, for faces whose whereabouts are known. `stages` 1 ends after CNN-6. */
  run(source: ImageSource, asks: readonly Ask[], stages: 1 | 2 = 2): Promise<CascadeResult> {
    // Whether stage 1 has to look again is seen on the CPU; one look can stay on the GPU.
    const once = asks.every(({ looks }) => looks <= 1)
    if (this.#gpu && once && stages === 2) return this.#gpu.run(this.#used, source, asks)
    return this.#canvas.run(this.#used, source, asks, stages)
  }

  /** Tensors alive on the backend; the same after every image. */
  get tensors(): number {
    return memory().numTensors
  }

  dispose(): void {
    for (const variant of this.#loaded.values()) variant.dispose()
    this.#loaded.clear()
  }
}
