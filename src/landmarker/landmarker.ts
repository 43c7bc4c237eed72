import type { Detection, Square } from '../geometry/square.ts'
import { assetsAt } from './models/assets.ts'
import type { BackendChoice } from './backend/backends.ts'
import { PageConnection } from './worker/connection.ts'
import { LandmarkerError } from './errors.ts'
import { InferenceClient } from './worker/inference-client.ts'
import type { CascadeOptions, DetectOptions, LandmarkerOptions } from './options.ts'
import type { Progress } from './worker/rpc.ts'
import type { CascadeTimes, Found } from './result.ts'
import { sendable, sizeOf, type Frame, type ImageSource } from './source.ts'
import type { LandmarkerService } from './worker/service.ts'
import { SRGB } from './srgb.ts'
import {
  Tracking,
  type FrameAnswer,
  type FrameRequest,
  type TrackOptions,
  type TrackResult,
} from './tracking/tracking.ts'
import type { DenseWeights } from '../networks/dense.ts'
import type { TunedLayer } from './models/tuned-layer.ts'
import { MIN_PRESENCE } from './tracking/presence.ts'
import { identifyVariant } from './models/variant-id.ts'
import { PACKAGE_CACHE } from './models/version.ts'
import { landmarkerWorkerUrl, mediapipeWorkerUrl } from './worker/workers.ts'

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

/** Passes of stage 1 on a still picture, where time does not press. */
const PHOTO_LOOKS = 3

/** Most faces in a photo. */
const MAX_PHOTO_FACES = 20

/**
 * Image in, landmarks out: detector, stage 1, stage 2, all in one worker. Make one with `createLandmarker`.
 */
export class Landmarker {
  readonly #client: InferenceClient
  readonly #maxFaces: number | undefined
  readonly #trackings = new Set<Tracking>()
  /** Counts trackings: the worker knows each by its number. */
  #tracked = 0
  #tensors = 0
  #gpuBytes: number | undefined
  #disposed = false

  private constructor(maxFaces: number | undefined, client: InferenceClient) {
    this.#maxFaces = maxFaces
    this.#client = client
  }

  /** See `createLandmarker`. */
  static async create(options: LandmarkerOptions): Promise<Landmarker> {
    const { backend, assets: base, cache = PACKAGE_CACHE, maxFaces, progress } = options
    const variant = identifyVariant(options.variant ?? VARIANT)
    const { detector, mediapipe, wasm, weights } = assetsAt(base)
    const setup = {
      assets: { wasm, weights, cache, keptHashes: [detector.manifest.sha256] },
      detector:
        options.detector === 'mediapipe'
          ? ({ name: 'mediapipe', worker: mediapipeWorkerUrl(base), files: mediapipe } as const)
          : ({ name: 'blaze-face', ...detector } as const),
      variant,
      backend,
    }
    const connector = {
      worker: () => new Worker(landmarkerWorkerUrl(base), { type: 'module' }),
      page: () => PageConnection.open(landmarkerWorkerUrl(base)),
    }
    return new Landmarker(maxFaces, await InferenceClient.start(connector, setup, progress, options))
  }

  /** What the networks run on, and why; another one after a restart that had to change it. */
  get backend(): BackendChoice {
    return this.#client.backend
  }

  /**
   * Names of the variants in use, full addresses for those given by address; results have their landmarks
   * under these. The first one's CNN-6 finds the crop that all of them see.
   */
  get variants(): readonly string[] {
    return this.#client.variants
  }

  /** Where all of it runs: in a worker, or on the page's thread where no worker can be started. */
  get place(): 'worker' | 'page' {
    return this.#client.place
  }

  /**
   * Uses these variants from the next image on; loads those that are not there yet.
   * @throws LandmarkerError 'weights'; the variants in use stay as they were.
   */
  async use(names: readonly string[], progress?: Progress): Promise<void> {
    await this.#client.use(names.map(identifyVariant), progress)
  }

  /**
   * Makes a variant known to `use` that is another one but for CNN-7's output layer.
   * @throws LandmarkerError 'weights' if its base cannot be loaded or the layer does not fit it.
   */
  async add(tuned: TunedLayer, progress?: Progress): Promise<void> {
    await this.#client.add({ ...tuned, base: identifyVariant(tuned.base) }, progress)
  }

  /** Forgets a variant that `add` made known. @throws Error while it is in use. */
  async remove(name: string): Promise<void> {
    await this.#client.remove(name)
  }

  /** CNN-7's output layer in a variant, (hidden, 136) and (136), to be trained further. */
  weights(variant: string): Promise<DenseWeights> {
    return this.#client.callWithRetry('weights', () => ({ argument: identifyVariant(variant) }))
  }

  /** What that layer works on: CNN-7's last hidden layer, (squares, hidden), on crops of these squares. */
  async features(variant: string, source: ImageSource, squares: readonly Square[]): Promise<Float32Array> {
    this.#check(source)
    return this.#client.callWithRetry('features', async () => {
      const frame = await sendable(source)
      return { argument: { variant: identifyVariant(variant), frame, squares }, transfer: [frame] }
    })
  }

  /**
   * Finds faces and their landmarks in one image.
   * @throws LandmarkerError 'source' for an image without pixels, 'detector', or 'disposed'.
   */
  async detect(source: ImageSource, options: DetectOptions = {}): Promise<Result> {
    const { range = 'both', smallestFace, minPresence = MIN_PRESENCE } = options
    const request = {
      range,
      smallestFace,
      minPresence,
      maxFaces: options.maxFaces ?? this.#maxFaces ?? MAX_PHOTO_FACES,
    }
    return this.#callWithFrame('detect', source, { ...request, ...this.#checkCascade(options) })
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
    const request = { starts, ...this.#checkCascade(options) }
    const { faces, times } = await this.#callWithFrame('landmarks', source, request)
    return { faces: faces.filter((face) => face !== undefined), times: { ...times, detection: 0 } }
  }

  #checkCascade({ stages = 2, looks = PHOTO_LOOKS }: CascadeOptions): Required<CascadeOptions> {
    if (stages === 1 && looks < 1) {
      throw new RangeError('with one stage and no look of it nothing looks at the face: ask for one of them')
    }
    return { stages, looks }
  }

  /** Sends a copy of an image with a request; the copy is closed where it arrives. */
  async #callWithFrame<K extends 'detect' | 'landmarks'>(
    name: K,
    source: ImageSource,
    request: Omit<Parameters<LandmarkerService[K]>[0], 'frame'>,
  ): Promise<Awaited<ReturnType<LandmarkerService[K]>>> {
    this.#check(source)
    const answer = await this.#client.callWithRetry(name, async () => {
      const frame = await sendable(source)
      return { argument: { ...request, frame } as Parameters<LandmarkerService[K]>[0], transfer: [frame] }
    })
    return this.#note(answer)
  }

  /**
   * Follows the faces of a video that plays; `callback` gets each frame with the faces in it. The whole picture is
   * searched for faces about twice a second, and parts of it in turn for small ones; faces are followed from their
   * landmarks in between.
   * @returns what ends it; an error ends it too, and goes to `onError`, or to `reportError` without one.
   */
  track(
    video: HTMLVideoElement,
    callback: (result: TrackResult) => void,
    options: TrackOptions = {},
  ): { stop(): void } {
    if (this.#disposed) throw new LandmarkerError('disposed', 'This landmarker has been disposed.')
    const number = ++this.#tracked
    const engine = {
      track: (frame: Frame, request: FrameRequest) => this.#trackFrame(number, frame, request),
      end: () => this.#client.tell('endTracking', number),
    }
    const tracking = new Tracking(video, engine, callback, { maxFaces: this.#maxFaces, ...options }, () =>
      this.#trackings.delete(tracking),
    )
    this.#trackings.add(tracking)
    return { stop: () => tracking.stop() }
  }

  async #trackFrame(tracking: number, frame: Frame, request: FrameRequest): Promise<FrameAnswer | undefined> {
    try {
      const answer = await this.#client.callOnce('track', {
        argument: { ...request, tracking, frame },
        transfer: [frame],
      })
      if (!answer) frame.close()
      else this.#client.watch(answer.value.frame, answer.value.faces)
      return answer && this.#note(answer.value)
    } catch (error) {
      frame.close()
      throw error
    }
  }

  /** Runs everything once on an empty image, so that the first real one is not slow. */
  async warmUp(): Promise<void> {
    const empty = new OffscreenCanvas(128, 128)
    empty.getContext('2d', SRGB)
    const square = { centre: [64, 64], side: 64, roll: 0 } as const
    await this.detect(empty, { range: 'short' })
    for (const looks of [1, 0]) await this.landmarks(empty, [square], { looks })
  }

  /** Tensors alive on the backend after the last image; the same after every one. */
  get tensors(): number {
    return this.#tensors
  }

  /** Bytes on graphics hardware after the last image; undefined on wasm. */
  get gpuBytes(): number | undefined {
    return this.#gpuBytes
  }

  /** Ends the worker and all trackings. The landmarker cannot be used afterwards. */
  async dispose(): Promise<void> {
    if (this.#disposed) return
    this.#disposed = true
    for (const tracking of this.#trackings) tracking.stop()
    this.#client.end(new LandmarkerError('disposed', 'This landmarker has been disposed.'))
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
 * Starts the worker, a backend, a variant and the face detector.
 * @throws LandmarkerError 'backend', 'weights' or 'detector'.
 */
export function createLandmarker(options: LandmarkerOptions = {}): Promise<Landmarker> {
  return Landmarker.create(options)
}
