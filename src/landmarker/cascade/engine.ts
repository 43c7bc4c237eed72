import { memory } from '@tensorflow/tfjs-core'
import type { Assets } from '../models/assets.ts'
import { startBackend } from '../backend/backend.ts'
import type { BackendChoice, BackendName } from '../backend/backends.ts'
import { CanvasCascade } from './canvas-cascade.ts'
import type { Roi, CascadeResult } from '../result.ts'
import { Cropper } from './cropper.ts'
import type { GpuCascade } from './gpu-cascade.ts'
import type { ImageSource } from '../source.ts'
import type { ProgressCallback } from '../worker/rpc.ts'
import { STAGES } from '../../geometry/face.ts'
import type { Square } from '../../geometry/square.ts'
import { Cnn } from '../../networks/cnn.ts'
import type { DenseWeights } from '../../networks/dense.ts'
import { computeFeatures } from './hidden-activations.ts'
import type { TunedLayer } from '../models/tuned-layer.ts'
import type { CacheName } from '../models/weights.ts'
import { loadVariant, createTunedVariant, type Variant } from '../models/variant.ts'

/** Where the networks' files lie, and where weights are kept for the next time: nowhere if not said. */
export interface InferenceAssets extends Pick<Assets, 'wasm' | 'weights'> {
  readonly cache?: CacheName
  /** Hashes (SHA-256) of files other than variants' that stay in the cache. */
  readonly keptHashes?: readonly string[]
}

/** What WebGPU and WebGL, in this order, add to TensorFlow.js's account of its memory. */
interface GpuMemory {
  readonly numBytesAllocatedInGPU?: number
  readonly numBytesInGPUAllocated?: number
}

/** The networks on a backend: images and squares in, landmarks out. Runs wherever TensorFlow.js does. */
export class InferenceEngine {
  readonly backend: BackendChoice
  readonly #assets: InferenceAssets
  readonly #loaded = new Map<string, Variant>()
  readonly #loading = new Map<string, Promise<Variant>>()
  /** Variants of the loaded ones' tensors but for the output layer. */
  readonly #tuned = new Map<string, Variant>()
  #activeVariants: readonly Variant[]
  /** Counts calls of `use`: one that had to load does not undo a later one. */
  #useCount = 0
  /** Runs under way, and variants that are to be disposed after them. */
  #activeRuns = 0
  readonly #retired: Variant[] = []
  readonly #cropper = new Cropper()
  readonly #canvas = new CanvasCascade(this.#cropper)
  readonly #gpu: GpuCascade | undefined

  private constructor(
    assets: InferenceAssets,
    backend: BackendChoice,
    variant: Variant,
    gpu: GpuCascade | undefined,
  ) {
    this.#assets = assets
    this.backend = backend
    this.#loaded.set(variant.name, variant)
    this.#activeVariants = [variant]
    this.#gpu = gpu
  }

  /**
   * Starts a backend and loads a variant.
   * @throws LandmarkerError 'backend' or 'weights'.
   */
  static async start(
    assets: InferenceAssets,
    variant: string,
    asked?: BackendName,
    progress?: ProgressCallback,
    without: readonly BackendName[] = [],
  ): Promise<InferenceEngine> {
    const backend = await startBackend(assets.wasm, asked, without)
    const gpu = backend.name === 'webgpu' ? new (await import('./gpu-cascade.ts')).GpuCascade() : undefined
    return new InferenceEngine(
      assets,
      backend,
      await loadVariant(variant, assets.weights, progress, assets.cache, assets.keptHashes),
      gpu,
    )
  }

  /** Names of the variants in use; the first one's CNN-6 finds the crop that all of them see. */
  get variants(): readonly string[] {
    return this.#activeVariants.map(({ name }) => name)
  }

  /**
   * Uses these variants from the next image on; loads those that are not there yet.
   * @throws LandmarkerError 'weights'; the variants in use stay as they were.
   */
  async use(names: readonly string[], progress?: ProgressCallback): Promise<void> {
    if (names.length === 0) throw new RangeError('at least one variant is needed')
    const turn = ++this.#useCount
    for (const name of names) if (!this.#tuned.has(name)) await this.#load(name, progress)
    if (turn !== this.#useCount) return
    this.#activeVariants = names.flatMap((name) => this.#tuned.get(name) ?? this.#loaded.get(name) ?? [])
  }

  /**
   * Makes a variant with another output layer known under its name; loads its base if need be.
   * @throws LandmarkerError 'weights'.
   */
  async add(tuned: TunedLayer, progress?: ProgressCallback): Promise<void> {
    const base = await this.#load(tuned.base, progress)
    const made = createTunedVariant(tuned, base)
    this.#retire(this.#tuned.get(tuned.name))
    this.#tuned.set(tuned.name, made)
    this.#activeVariants = this.#activeVariants.map((used) => (used.name === tuned.name ? made : used))
  }

  /** Forgets such a variant. @throws Error while it is in use. */
  remove(name: string): void {
    if (this.variants.includes(name)) throw new Error(`${name} is in use`)
    this.#retire(this.#tuned.get(name))
    this.#tuned.delete(name)
  }

  /** CNN-7's last hidden layer on crops of these squares: (squares, hidden), row by row. */
  async features(name: string, source: ImageSource, squares: readonly Square[]): Promise<Float32Array> {
    const { stage2 } = await this.#load(name)
    if (!stage2) throw new Error(`${name} has no CNN-7`)
    return computeFeatures(stage2, this.#cropper, STAGES[1], source, squares)
  }

  /** CNN-7's output layer without presence. */
  async weights(name: string): Promise<DenseWeights> {
    const { stage2 } = await this.#load(name)
    if (!(stage2 instanceof Cnn)) throw new Error(`${name} has no CNN-7`)
    return stage2.readOutputWeights()
  }

  /** A variant's own networks; asked for again while they load, they load once. */
  #load(name: string, progress?: ProgressCallback): Promise<Variant> {
    const known = this.#loaded.get(name)
    if (known) return Promise.resolve(known)
    const loading =
      this.#loading.get(name) ??
      loadVariant(name, this.#assets.weights, progress, this.#assets.cache, this.#assets.keptHashes)
        .then((variant) => {
          this.#loaded.set(name, variant)
          return variant
        })
        .finally(() => this.#loading.delete(name))
    this.#loading.set(name, loading)
    return loading
  }

  /** The cascade on one image, for faces whose whereabouts are known. `stages` 1 ends after CNN-6. */
  async run(source: ImageSource, asks: readonly Roi[], stages: 1 | 2 = 2): Promise<CascadeResult> {
    const variants = this.#activeVariants
    this.#activeRuns++
    try {
      // Whether stage 1 has to look again is seen on the CPU; one look can stay on the GPU.
      const once = asks.every(({ stage1Passes: looks }) => looks <= 1)
      const complete = variants.every(({ stage2 }) => stage2)
      if (this.#gpu?.accepts(source) && once && complete && stages === 2) {
        return await this.#gpu.run(variants, source, asks)
      }
      return await this.#canvas.run(variants, source, asks, stages)
    } finally {
      if (--this.#activeRuns === 0) for (const variant of this.#retired.splice(0)) variant.dispose()
    }
  }

  /** Disposes a variant as soon as no run works with it. */
  #retire(variant: Variant | undefined): void {
    if (variant && this.#activeRuns > 0) this.#retired.push(variant)
    else variant?.dispose()
  }

  /** Tensors alive on the backend; the same after every image. */
  get tensors(): number {
    return memory().numTensors
  }

  /** Bytes of its buffers or textures on graphics hardware, spare ones too; undefined on wasm. */
  get gpuBytes(): number | undefined {
    const { numBytesAllocatedInGPU, numBytesInGPUAllocated } = memory() as GpuMemory
    const bytes = numBytesAllocatedInGPU ?? numBytesInGPUAllocated
    return bytes === undefined ? undefined : bytes + (this.#gpu?.bytes ?? 0)
  }

  dispose(): void {
    const all = [...this.#retired.splice(0), ...this.#tuned.values(), ...this.#loaded.values()]
    for (const variant of all) variant.dispose()
    this.#tuned.clear()
    this.#loaded.clear()
    this.#gpu?.dispose()
  }
}
