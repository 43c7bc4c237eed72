import { squareOfDetection, type Detection, type Square } from '../geometry/square.ts'
import { assetsAt } from './assets.ts'
import type { BackendChoice } from './backends.ts'
import type { CascadeTimes, Found } from './result.ts'
import { EngineHost } from './engine-host.ts'
import { LandmarkerError } from './errors.ts'
import { Finder } from './finder.ts'
import type { CascadeOptions, DetectOptions, LandmarkerOptions } from './options.ts'
import type { Progress } from './rpc.ts'
import { sendable, sizeOf, type ImageSource } from './source.ts'
import { Tracking, type TrackOptions, type TrackResult } from './tracking.ts'
import type { DenseWeights } from '../networks/dense.ts'
import type { TunedLayer } from './tuned-layer.ts'
import { identifyVariant } from './variant-id.ts'
import { PACKAGE_CACHE } from './version.ts'
import { detectorWorker, engineWorker } from './workers.ts'

/** One face: 68 landmarks in ibug's order, in pixels of the source image. */
export interface Face extends Found {
  /** As it was found; undefined on a face that is followed, or whose square was given. */
  readonly detection?: Detection
  /** Of a face that is followed: the same from frame to frame. */
  readonly id?: number
  /** Of a face that is followed: what the networks said, before it was smoothed. */
  readonly measured?: Found['variants']
}

/** Milliseconds a step took, for all faces. */
export interface Times extends CascadeTimes {
  readonly detection: number
}

export interface Result {
  readonly faces: readonly Face[]
  readonly times: Times
}

const VARIANT = 'wing'

/** Looks of stage 1 on a still picture, where time does not press. */
const LOOKS = 3

/**
 * Image in, landmarks out: detector, stage 1, stage 2. The networks run in a worker and the detector
 * in another. Make one with `createLandmarker`.
 */
export class Landmarker {
  readonly #engine: EngineHost
  readonly #finder: Finder
  readonly #maxFaces: number | undefined
  readonly #trackings = new Set<Tracking>()
  #tensors = 0
  #gpuBytes: number | undefined
  #disposed = false

  private constructor(maxFaces: number | undefined, engine: EngineHost, finder: Finder) {
    this.#maxFaces = maxFaces
    this.#engine = engine
    this.#finder = finder
  }

  /** See `createLandmarker`. */
  static async create(options: LandmarkerOptions): Promise<Landmarker> {
    const { backend, assets: base, cache = PACKAGE_CACHE, maxFaces, progress, onRestart } = options
    const variant = identifyVariant(options.variant ?? VARIANT)
    const { mediapipe, wasm, weights } = assetsAt(base)
    const setup = { assets: { wasm, weights, cache }, variant, backend }
    const finder = new Finder(mediapipe, () => detectorWorker(base))
    let failed = false
    // Weights that still come after the detector has failed are no news any more.
    const tell: Progress = (loaded, total) => {
      if (!failed) progress?.(loaded, total)
    }
    const starting = EngineHost.start(() => engineWorker(base), setup, tell, onRestart)
    try {
      const [engine] = await Promise.all([starting, finder.start()])
      return new Landmarker(maxFaces, engine, finder)
    } catch (error) {
      failed = true
      const ended = new Error('it is not needed')
      starting.then((engine) => engine.end(ended)).catch(() => undefined)
      await finder.close()
      throw error
    }
  }

  /** What the networks run on, and why; another one after a restart that had to change it. */
  get backend(): BackendChoice {
    return this.#engine.backend
  }

  /**
   * Names of the variants in use, full addresses for those given by address; results have their landmarks
   * under these. The first one's CNN-6 finds the crop that all of them see.
   */
  get variants(): readonly string[] {
    return this.#engine.variants
  }

  /** Where faces are found: in a worker, or on the page's thread where that does not work. */
  get detectorPlace(): 'worker' | 'page' {
    return this.#finder.place
  }

  /**
   * Uses these variants from the next image on; loads those that are not there yet.
   * @throws LandmarkerError 'weights'; the variants in use stay as they were.
   */
  async use(names: readonly string[], progress?: Progress): Promise<void> {
    await this.#engine.use(names.map(identifyVariant), progress)
  }

  /**
   * Makes a variant known to `use` that is another one but for CNN-7's output layer.
   * @throws LandmarkerError 'weights' if its base cannot be loaded or the layer does not fit it.
   */
  async add(tuned: TunedLayer, progress?: Progress): Promise<void> {
    await this.#engine.add({ ...tuned, base: identifyVariant(tuned.base) }, progress)
  }

  /** Forgets a variant that `add` made known. @throws Error while it is in use. */
  async remove(name: string): Promise<void> {
    await this.#engine.remove(name)
  }

  /** CNN-7's output layer in a variant, (hidden, 136) and (136), to be trained further. */
  weights(variant: string): Promise<DenseWeights> {
    return this.#engine.ask('weights', () => ({ argument: identifyVariant(variant) }))
  }

  /** What that layer works on: CNN-7's last hidden layer, (squares, hidden), on crops of these squares. */
  async features(variant: string, source: ImageSource, squares: readonly Square[]): Promise<Float32Array> {
    this.#check(source)
    return this.#engine.ask('features', async () => {
      const frame = await sendable(source)
      return { argument: { variant: identifyVariant(variant), frame, squares }, transfer: [frame] }
    })
  }

  /**
   * Finds faces and their landmarks in one image.
   * @throws LandmarkerError 'source' for an image without pixels, 'detector', or 'disposed'.
   */
  async detect(source: ImageSource, options: DetectOptions = {}): Promise<Result> {
    this.#check(source)
    const began = performance.now()
    const detected = await this.#finder.detect(source, options.range ?? 'both')
    const detection = performance.now() - began
    const kept = detected.slice(0, options.maxFaces ?? this.#maxFaces ?? 20)
    const { found, times } = await this.#runCascade(source, kept.map(squareOfDetection), options)
    return {
      faces: found.flatMap((face, i) => (face ? [{ ...face, detection: kept[i] }] : [])),
      times: { ...times, detection },
    }
  }

  /**
   * The cascade alone on one image, from starting squares found elsewhere.
   * @throws LandmarkerError as `detect`, and RangeError if neither stage would look.
   */
  async landmarks(
    source: ImageSource,
    starts: readonly Square[],
    options: CascadeOptions = {},
  ): Promise<Result> {
    const { found, times } = await this.#runCascade(source, starts, options)
    return { faces: found.filter((face) => face !== undefined), times: { ...times, detection: 0 } }
  }

  /** The cascade on one image: what was found from each start, undefined where nothing was. */
  async #runCascade(
    source: ImageSource,
    starts: readonly Square[],
    { stages = 2, looks = LOOKS }: CascadeOptions,
  ): Promise<{ found: (Found | undefined)[]; times: CascadeTimes }> {
    this.#check(source)
    if (stages === 1 && looks < 1) {
      throw new RangeError('with one stage and no look of it nothing looks at the face: ask for one of them')
    }
    const asks = starts.map((square, id) => ({ id, square, looks }))
    const answer = await this.#engine.ask('run', async () => {
      const frame = await sendable(source)
      return { argument: { frame, asks, stages }, transfer: [frame] }
    })
    const { faces, times } = this.#note(answer)
    answer.frame.close()
    const found = new Map(faces.map(({ id, ...face }) => [id, face]))
    return { found: asks.map(({ id }) => found.get(id)), times }
  }

  /**
   * Follows the faces of a video that plays; `callback` gets each frame with the faces in it. Faces
   * are looked for about twice a second, and followed from their landmarks in between.
   * @returns what ends it; an error ends it too, and goes to `onError`, or to `reportError` without one.
   */
  track(
    video: HTMLVideoElement,
    callback: (result: TrackResult) => void,
    options: TrackOptions = {},
  ): { stop(): void } {
    if (this.#disposed) throw new LandmarkerError('disposed', 'This landmarker has been disposed.')
    const tracking = new Tracking(
      video,
      {
        run: async (frame, asks) => {
          const answer = await this.#engine.try('run', {
            argument: { frame, asks, stages: 2 },
            transfer: [frame],
          })
          return answer && this.#note(answer.value)
        },
        detect: (frame) => this.#finder.detect(frame, 'short'),
      },
      callback,
      { maxFaces: this.#maxFaces, ...options },
      () => this.#trackings.delete(tracking),
    )
    this.#trackings.add(tracking)
    return { stop: () => tracking.stop() }
  }

  /** Runs everything once on an empty image, so that the first real one is not slow. */
  async warmUp(): Promise<void> {
    const empty = new OffscreenCanvas(128, 128)
    empty.getContext('2d')
    const square = { centre: [64, 64], side: 64, roll: 0 } as const
    for (const looks of [1, 0]) {
      const { frame } = await this.#engine.ask('run', async () => {
        const frame = await createImageBitmap(empty)
        return { argument: { frame, asks: [{ id: 0, square, looks }], stages: 2 }, transfer: [frame] }
      })
      frame.close()
    }
  }

  /** Tensors alive on the backend after the last image; the same after every one. */
  get tensors(): number {
    return this.#tensors
  }

  /** Bytes on graphics hardware after the last image; undefined on wasm. */
  get gpuBytes(): number | undefined {
    return this.#gpuBytes
  }

  /** Ends workers and trackings. The landmarker cannot be used afterwards. */
  async dispose(): Promise<void> {
    if (this.#disposed) return
    this.#disposed = true
    for (const tracking of this.#trackings) tracking.stop()
    this.#engine.end(new LandmarkerError('disposed', 'This landmarker has been disposed.'))
    await this.#finder.close()
  }

  #note<A extends { readonly tensors: number; readonly gpuBytes: number | undefined }>(answer: A): A {
    this.#tensors = answer.tensors
    this.#gpuBytes = answer.gpuBytes
    return answer
  }

  #check(source: ImageSource): void {
    if (this.#disposed) throw new LandmarkerError('disposed', 'This landmarker has been disposed.')
    const { width, height } = sizeOf(source)
    if (!width || !height)
      throw new LandmarkerError('source', 'The image has no pixels yet: wait until it has loaded.')
  }
}

/**
 * Starts the workers, a backend and a variant.
 * @throws LandmarkerError 'backend', 'weights' or 'detector'.
 */
export function createLandmarker(options: LandmarkerOptions = {}): Promise<Landmarker> {
  return Landmarker.create(options)
}
