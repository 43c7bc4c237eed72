import { memory } from '@tensorflow/tfjs-core'
import type { Point } from '../geometry/point.ts'
import { squareOfDetection, type Detection, type Square } from '../geometry/square.ts'
import { startBackend, type BackendChoice, type BackendName } from './backend.ts'
import { runCascade, type CascadeResult } from './cascade.ts'
import { Cropper } from './cropper.ts'
import { Detector, type Range } from './detector.ts'
import { LandmarkerError } from './errors.ts'
import { sizeOf, type ImageSource } from './source.ts'
import { loadVariant, type Progress, type Variant } from './variant.ts'

/** One face: 68 landmarks in ibug's order, in pixels of the source image. */
export interface Face extends CascadeResult {
  readonly landmarks: readonly Point[]
  readonly detection: Detection | undefined
}

/** Milliseconds a step took. */
export interface Times {
  readonly detection: number
  readonly stage1: number
  readonly stage2: number
}

export interface Result {
  readonly faces: readonly Face[]
  readonly times: Times
}

export interface LandmarkerOptions {
  /** Name of a shipped variant. */
  readonly variant?: string
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
  readonly variant: string
  readonly #networks: Variant
  readonly #cropper = new Cropper()
  readonly #detector = new Detector()
  #disposed = false

  constructor(backend: BackendChoice, networks: Variant) {
    this.backend = backend
    this.variant = networks.name
    this.#networks = networks
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
  async landmarks(source: ImageSource, starts: readonly Square[], stages: 1 | 2 = 2) {
    this.#check(source)
    return runCascade(this.#networks, this.#cropper, source, starts, stages)
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
    this.#networks.dispose()
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
