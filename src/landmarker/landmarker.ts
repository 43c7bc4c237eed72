import { memory } from '@tensorflow/tfjs-core'
import type { Point } from '../geometry/point.ts'
import { squareOfDetection, type Detection, type Square } from '../geometry/square.ts'
import { startBackend, type BackendChoice, type BackendName } from './backend.ts'
import { locate, runStage, type Located } from './cascade.ts'
import { Cropper } from './cropper.ts'
import { Detector, type Range } from './detector.ts'
import { LandmarkerError } from './errors.ts'
import { sizeOf, type ImageSource } from './source.ts'
import { loadVariant, type Progress, type Variant } from './variant.ts'

/** One face: 68 landmarks in ibug's order, in pixels of the source image. */
export interface Face extends Located {
  /** Those of the first variant. */
  readonly landmarks: readonly Point[]
  /** Those of every variant, by its name. */
  readonly variants: Readonly<Record<string, readonly Point[]>>
  readonly detection: Detection | undefined
}

/** Milliseconds a step took, for all faces, crops and read-back included. */
export interface Times {
  readonly detection: number
  readonly stage1: number
  readonly stage2: number
  /** Stage 2's networks one by one, by the name of the variant. */
  readonly variants: Readonly<Record<string, number>>
}

export interface Result {
  readonly faces: readonly Face[]
  readonly times: Times
}

export interface LandmarkerOptions {
  /** Name of a shipped variant, or the address of a folder that training/export.py wrote. */
  readonly variant?: string | URL
  /** A backend to try first; without one, webgpu on real hardware, then wasm, then webgl. */
  readonly backend?: BackendName
  /** Bytes of weights loaded. */
  readonly progress?: Progress
}

export interface DetectOptions {
  /** 'short' for a camera, 'both' for photos with small faces too. */
  readonly range?: Range
  readonly maxFaces?: number
  /** 1 ends after CNN-6. */
  readonly stages?: 1 | 2
}

/** Image in, landmarks out: detector, stage 1, stage 2. Make one with `createLandmarker`. */
export class Landmarker {
  readonly backend: BackendChoice
  readonly #loaded = new Map<string, Variant>()
  #used: readonly Variant[]
  readonly #cropper = new Cropper()
  readonly #detector = new Detector()
  #disposed = false

  constructor(backend: BackendChoice, variant: Variant) {
    this.backend = backend
    this.#loaded.set(variant.name, variant)
    this.#used = [variant]
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
      const variant = await loadVariant(name, progress)
      if (this.#disposed || this.#loaded.has(name)) variant.dispose()
      else this.#loaded.set(name, variant)
    }
    this.#used = names.flatMap((name) => this.#loaded.get(name) ?? [])
  }

  /**
   * Finds faces and their landmarks.
   * @throws LandmarkerError 'source' for an image without pixels, 'detector', or 'disposed'.
   */
  async detect(source: ImageSource, options: DetectOptions = {}): Promise<Result> {
    this.#check(source)
    const began = performance.now()
    const found = await this.#detector.detect(source, options.range ?? 'both')
    const detection = performance.now() - began
    const kept = found.slice(0, options.maxFaces ?? 20)
    const { faces, times } = await this.landmarks(source, kept.map(squareOfDetection), options.stages)
    return {
      faces: faces.map((face, i) => ({ ...face, detection: kept[i] })),
      times: { ...times, detection },
    }
  }

  /** The cascade alone, from starting squares found elsewhere. */
  async landmarks(source: ImageSource, starts: readonly Square[], stages: 1 | 2 = 2): Promise<Result> {
    this.#check(source)
    const used = this.#used
    const began = performance.now()
    const located = await locate(used[0].stage1, this.#cropper, source, starts)
    const middle = performance.now()
    const complete = stages === 2 ? used.filter(({ stage2 }) => stage2) : []
    const networks = complete.flatMap(({ stage2 }) => stage2 ?? [])
    const squares = located.map(({ square }) => square)
    const results = await runStage(networks, 2, this.#cropper, source, squares)
    const times = {
      detection: 0,
      stage1: middle - began,
      stage2: performance.now() - middle,
      variants: Object.fromEntries(results.map(({ time }, i) => [complete[i].name, time])),
    }
    const faces = located.map((face, i): Face => {
      const said = results.map(({ faces }, v) => [complete[v].name, faces[i].landmarks] as const)
      return {
        ...face,
        landmarks: said.at(0)?.[1] ?? face.stage1.landmarks,
        variants: Object.fromEntries(said),
        detection: undefined,
      }
    })
    return { faces, times }
  }

  /** Runs everything once on an empty image, so that the first real one is not slow. */
  async warmUp(): Promise<void> {
    const empty = new OffscreenCanvas(128, 128)
    empty.getContext('2d')
    await this.detect(empty, { range: 'short' })
    await this.landmarks(empty, [{ centre: [64, 64], side: 64, roll: 0 }])
  }

  /** Tensors alive on the backend; the same after every image. */
  get tensors(): number {
    return memory().numTensors
  }

  /** Frees the networks and the detector. The landmarker cannot be used afterwards. */
  async dispose(): Promise<void> {
    if (this.#disposed) return
    this.#disposed = true
    for (const variant of this.#loaded.values()) variant.dispose()
    this.#loaded.clear()
    await this.#detector.close()
  }

  #check(source: ImageSource): void {
    if (this.#disposed) throw new LandmarkerError('disposed', 'This landmarker has been disposed.')
    const { width, height } = sizeOf(source)
    if (!width || !height)
      throw new LandmarkerError('source', 'The image has no pixels yet: wait until it has loaded.')
  }
}

/**
 * Starts a backend and loads a variant.
 * @throws LandmarkerError 'backend' or 'weights'.
 */
export async function createLandmarker(options: LandmarkerOptions = {}): Promise<Landmarker> {
  const backend = await startBackend(options.backend)
  return new Landmarker(backend, await loadVariant(options.variant ?? 'wing', options.progress))
}
