import { memory } from '@tensorflow/tfjs-core'
import type { Assets } from '../models/assets.ts'
import { startBackend } from '../backend/backend.ts'
import type { BackendChoice, BackendName } from '../backend/backends.ts'
import { loadConvolver, noteConvolver } from '../backend/convolver.ts'
import { CanvasCascade } from './canvas-cascade.ts'
import type { Roi, CascadeResult } from '../result.ts'
import { Cropper } from './cropper.ts'
import type { GpuCascade } from './gpu-cascade.ts'
import { isPixelImage, type CropSource } from '../pixel-image.ts'
import type { ImageSource } from '../source.ts'
import type { ProgressCallback } from '../worker/rpc.ts'
import { STAGES } from '../../geometry/face.ts'
import type { Square } from '../../geometry/square.ts'
import { Cnn } from '../../networks/cnn.ts'
import type { Network } from '../../networks/output.ts'
import type { DenseWeights } from '../../networks/dense.ts'
import { computeFeatures } from './hidden-activations.ts'
import { lookInside, type LayerActivations, type StageCrop } from './inside-network.ts'
import { tracePoints, type PointPaths } from './point-paths.ts'
import type { TunedLayer } from '../models/tuned-layer.ts'
import type { WeightsSources } from '../models/variant-source.ts'
import type { CacheName } from '../models/weights.ts'
import { loadVariant, createTunedVariant, type Variant } from '../models/variant.ts'

/** URLs of the networks' files, and the cache for weights; without `cache` nothing is cached. */
export interface InferenceAssets extends Pick<Assets, 'convolver' | 'wasm' | 'weights'> {
  readonly cache?: CacheName
  /** Hashes (SHA-256) of files in the cache that do not belong to a variant and must not be evicted. */
  readonly keptHashes?: readonly string[]
  /** Sources of variants that are not bundled, with absolute URLs. */
  readonly sources?: WeightsSources
}

/** Fields that the WebGPU and WebGL backends, in this order, add to TensorFlow.js's memory information. */
interface GpuMemory {
  readonly numBytesAllocatedInGPU?: number
  readonly numBytesInGPUAllocated?: number
}

/** Runs the networks on a backend: from an image and regions of interest to landmarks. Needs TensorFlow.js only. */
export class InferenceEngine {
  readonly backend: BackendChoice
  readonly #assets: InferenceAssets
  readonly #loaded = new Map<string, Variant>()
  readonly #loading = new Map<string, Promise<Variant>>()
  /** Fine-tuned variants, which share all tensors but the output layer with their loaded base. */
  readonly #tuned = new Map<string, Variant>()
  #activeVariants: readonly Variant[]
  /** Number of calls of `use`, so that a slow one does not override a later one. */
  #useCount = 0
  /** Number of active runs, and variants to dispose after them. */
  #activeRuns = 0
  readonly #retired: Variant[] = []
  readonly #cropper = new Cropper()
  readonly #canvas = new CanvasCascade(this.#cropper)
  readonly #gpu: GpuCascade | undefined
  /** Module that runs the networks' convolutions; undefined if the backend does. */
  readonly #module: WebAssembly.Module | undefined

  private constructor(
    assets: InferenceAssets,
    backend: BackendChoice,
    variant: Variant,
    gpu: GpuCascade | undefined,
    module: WebAssembly.Module | undefined,
  ) {
    this.#assets = assets
    this.#module = module
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
    requested?: BackendName,
    progress?: ProgressCallback,
    excluded: readonly BackendName[] = [],
  ): Promise<InferenceEngine> {
    const backend = await startBackend(assets.wasm, requested, excluded)
    const convolver = backend.name === 'wasm' ? await loadConvolver(assets.convolver) : undefined
    const gpu = backend.name === 'webgpu' ? new (await import('./gpu-cascade.ts')).GpuCascade() : undefined
    return new InferenceEngine(
      assets,
      convolver ? noteConvolver(backend, convolver) : backend,
      await loadVariant(variant, assets.weights, { ...assets, progress, module: convolver?.module }),
      gpu,
      convolver?.module,
    )
  }

  /** Compiled module that convolves on wasm, if it is there. */
  get module(): WebAssembly.Module | undefined {
    return this.#module
  }

  /** Names of the variants in use; the first one's CNN-6 computes the square that stage 2 of all variants uses. */
  get variants(): readonly string[] {
    return this.#activeVariants.map(({ name }) => name)
  }

  /**
   * Uses these variants from the next image on; loads those that are not loaded yet.
   * @throws LandmarkerError 'weights'; the variants in use do not change then.
   */
  async use(names: readonly string[], progress?: ProgressCallback): Promise<void> {
    if (names.length === 0) throw new RangeError('at least one variant is needed')
    const call = ++this.#useCount
    for (const name of names) if (!this.#tuned.has(name)) await this.#load(name, progress)
    if (call !== this.#useCount) return
    this.#activeVariants = names.flatMap((name) => this.#tuned.get(name) ?? this.#loaded.get(name) ?? [])
  }

  /**
   * Adds a fine-tuned variant, which replaces one with the same name; loads its base if necessary.
   * @throws LandmarkerError 'weights'.
   */
  async add(tuned: TunedLayer, progress?: ProgressCallback): Promise<void> {
    const base = await this.#load(tuned.base, progress)
    const variant = createTunedVariant(tuned, base)
    this.#retire(this.#tuned.get(tuned.name))
    this.#tuned.set(tuned.name, variant)
    this.#activeVariants = this.#activeVariants.map((used) => (used.name === tuned.name ? variant : used))
  }

  /** Removes a fine-tuned variant. @throws Error while it is in use. */
  remove(name: string): void {
    if (this.variants.includes(name)) throw new Error(`${name} is in use`)
    this.#retire(this.#tuned.get(name))
    this.#tuned.delete(name)
  }

  /** Computes CNN-7's last hidden layer on crops around these squares: (squares, hidden), row-major. */
  async features(name: string, source: ImageSource, squares: readonly Square[]): Promise<Float32Array> {
    const { stage2 } = await this.#load(name)
    if (!stage2) throw new Error(`${name} has no CNN-7`)
    return computeFeatures(stage2, this.#cropper, STAGES[1], source, squares)
  }

  /** Computes the activations of a layer of one network; see `lookInside`. */
  look(name: string, source: ImageSource, crop: StageCrop, layer: string): Promise<LayerActivations> {
    return this.#withNetwork(name, crop.stage, (network) =>
      lookInside(network, this.#cropper, source, crop, layer),
    )
  }

  /** Follows the landmarks of one network back; see `tracePoints`. */
  trace(name: string, source: ImageSource, crop: StageCrop): Promise<PointPaths> {
    return this.#withNetwork(name, crop.stage, (network) => tracePoints(network, this.#cropper, source, crop))
  }

  /** Runs work on one network of a variant, which is not disposed meanwhile. */
  async #withNetwork<T>(name: string, stage: 1 | 2, work: (network: Network) => Promise<T>): Promise<T> {
    this.#activeRuns++
    try {
      const variant = this.#tuned.get(name) ?? (await this.#load(name))
      const network = stage === 1 ? variant.stage1 : variant.stage2
      if (!network) throw new Error(`${name} has no second network`)
      return await work(network)
    } finally {
      this.#endRun()
    }
  }

  /** Reads the weights of CNN-7's output layer, without the presence output. */
  async weights(name: string): Promise<DenseWeights> {
    const { stage2 } = await this.#load(name)
    if (!(stage2 instanceof Cnn)) throw new Error(`${name} has no CNN-7`)
    return stage2.readOutputWeights()
  }

  /** Loads a variant that is not fine-tuned; concurrent calls share one download. */
  #load(name: string, progress?: ProgressCallback): Promise<Variant> {
    const known = this.#loaded.get(name)
    if (known) return Promise.resolve(known)
    const loading =
      this.#loading.get(name) ??
      loadVariant(name, this.#assets.weights, { ...this.#assets, progress, module: this.#module })
        .then((variant) => {
          this.#loaded.set(name, variant)
          return variant
        })
        .finally(() => this.#loading.delete(name))
    this.#loading.set(name, loading)
    return loading
  }

  /** Tells whether crops are cut from pixels in memory, not on graphics hardware. */
  get cutsPixels(): boolean {
    return !this.#gpu
  }

  /** Runs the cascade on one image for the given regions of interest. `stages` 1 ends after CNN-6. */
  async run(source: CropSource, rois: readonly Roi[], stages: 1 | 2 = 2): Promise<CascadeResult> {
    const variants = this.#activeVariants
    this.#activeRuns++
    try {
      // The decision about another stage 1 pass needs the CPU; a single pass can stay on the GPU.
      const isSinglePass = rois.every(({ stage1Passes }) => stage1Passes <= 1)
      const haveStage2 = variants.every(({ stage2 }) => stage2)
      if (!isPixelImage(source) && this.#gpu?.accepts(source) && isSinglePass && haveStage2 && stages === 2) {
        return await this.#gpu.run(variants, source, rois)
      }
      return await this.#canvas.run(variants, source, rois, stages)
    } finally {
      this.#endRun()
    }
  }

  #endRun(): void {
    if (--this.#activeRuns === 0) for (const variant of this.#retired.splice(0)) variant.dispose()
  }

  /** Disposes a variant as soon as no run uses it. */
  #retire(variant: Variant | undefined): void {
    if (variant && this.#activeRuns > 0) this.#retired.push(variant)
    else variant?.dispose()
  }

  /** Number of tensors on the backend; constant between images unless something leaks. */
  get tensors(): number {
    return memory().numTensors
  }

  /** Bytes of the backend's buffers or textures, including pooled ones; undefined on wasm. */
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
