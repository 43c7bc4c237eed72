import type { Detection, Square } from '../geometry/square.ts'
import { locateAssets } from './models/assets.ts'
import type { BackendChoice } from './backend/backends.ts'
import { PageConnection } from './worker/connection.ts'
import { LandmarkerError } from './errors.ts'
import { InferenceClient } from './worker/inference-client.ts'
import type { LayerActivations, PointPaths, StageCrop } from './inside.ts'
import type { CascadeOptions, DetectOptions, LandmarkerOptions } from './options.ts'
import type { ProgressCallback } from './worker/rpc.ts'
import type { CascadeTimes, FaceLandmarks } from './result.ts'
import { toTransferable, getSourceSize, type Frame, type LandmarkerSource } from './source.ts'
import { rejectOnAbort } from './cancellation.ts'
import type { CascadeRequest } from './worker/pipeline.ts'
import type { LandmarkerService } from './worker/service.ts'
import { SRGB } from './srgb.ts'
import {
  Tracking,
  type FrameResponse,
  type FrameRequest,
  type TrackOptions,
  type TrackResult,
} from './tracking/tracking.ts'
import { ClipTracking, type ClipOptions } from './tracking/clip-tracking.ts'
import type { DenseWeights } from '../networks/dense.ts'
import type { TunedLayer } from './models/tuned-layer.ts'
import { MIN_PRESENCE } from './tracking/presence.ts'
import { identifyVariant } from './models/variant-id.ts'
import { resolveSources } from './models/variant-source.ts'
import { DEFAULT_CACHE_NAME } from './models/version.ts'
import { getLandmarkerWorkerUrl, getMediapipeWorkerUrl } from './worker/workers.ts'

/** Detected face with its 68 landmarks in ibug's order, in pixels of the source image. */
export interface Face extends FaceLandmarks {
  /** Detection that the landmarks started from; undefined for a tracked face, and if the square was given. */
  readonly detection?: Detection
  /** Identity of a tracked face, constant over the frames. */
  readonly id?: number
  /** Landmarks of a tracked face before smoothing, by the variant's name. */
  readonly measured?: FaceLandmarks['variants']
}

/** Milliseconds per step, for all faces together. */
export interface Times extends CascadeTimes {
  readonly detection: number
}

export interface Result {
  readonly faces: readonly Face[]
  readonly times: Times
}

const DEFAULT_VARIANT = 'lite'

/** Maximum number of stage 1 passes on a still image, where accuracy matters more than time. */
const PHOTO_STAGE1_PASSES = 3

/** Maximum number of faces in a photo. */
const MAX_PHOTO_FACES = 20

/**
 * Detects faces and their landmarks: face detector, stage 1 and stage 2, all in one worker. Created by
 * `createLandmarker`.
 */
export class Landmarker {
  readonly #client: InferenceClient
  readonly #maxFaces: number | undefined
  readonly #trackings = new Set<Tracking>()
  /** Number of trackings started, which numbers them for the worker. */
  #trackingCount = 0
  #tensors = 0
  #gpuBytes: number | undefined
  #disposed = false

  private constructor(maxFaces: number | undefined, client: InferenceClient) {
    this.#maxFaces = maxFaces
    this.#client = client
  }

  /** See `createLandmarker`. */
  static async create(options: LandmarkerOptions): Promise<Landmarker> {
    checkEnvironment()
    const { backend, assets: base, cache = DEFAULT_CACHE_NAME, maxFaces, progress } = options
    options.signal?.throwIfAborted()
    const variant = identifyVariant(options.variant ?? DEFAULT_VARIANT)
    const { convolver, detector, mediapipe, wasm, weights } = locateAssets(base)
    const setup = {
      assets: {
        convolver,
        wasm,
        weights,
        cache,
        keptHashes: [detector.manifest.sha256],
        sources: resolveSources(options.weights ?? {}),
      },
      detector:
        options.detector === 'mediapipe'
          ? ({ name: 'mediapipe', worker: getMediapipeWorkerUrl(base), files: mediapipe } as const)
          : ({ name: 'blaze-face', ...detector } as const),
      variant,
      backend,
    }
    const connector = {
      worker: () => new Worker(getLandmarkerWorkerUrl(base), { type: 'module' }),
      page: () => PageConnection.open(getLandmarkerWorkerUrl(base)),
    }
    return new Landmarker(maxFaces, await InferenceClient.start(connector, setup, progress, options))
  }

  /** Backend in use and the reason for it; a restart can change it. */
  get backend(): BackendChoice {
    return this.#client.backend
  }

  /**
   * Names of the variants in use (absolute URLs for variants given by URL), which are the keys of `variants` in
   * results. The first variant's CNN-6 computes the square that stage 2 of all variants uses.
   */
  get variants(): readonly string[] {
    return this.#client.variants
  }

  /** Thread that the networks run on: a worker, or the page's own thread if no worker can be started. */
  get place(): 'worker' | 'page' {
    return this.#client.place
  }

  /**
   * Uses these variants from the next image on; loads those that are not loaded yet.
   * @throws LandmarkerError 'weights', or the signal's reason; the variants in use do not change then.
   */
  async use(names: readonly string[], progress?: ProgressCallback, signal?: AbortSignal): Promise<void> {
    await this.#client.use(names.map(identifyVariant), progress, signal)
  }

  /**
   * Adds a fine-tuned variant: a base variant with another output layer of CNN-7. `use` accepts its name then.
   * @throws LandmarkerError 'weights' if the base cannot be loaded or the layer does not fit it.
   */
  async add(tuned: TunedLayer, progress?: ProgressCallback): Promise<void> {
    await this.#client.add({ ...tuned, base: identifyVariant(tuned.base) }, progress)
  }

  /** Removes a variant added with `add`. @throws Error while it is in use. */
  async remove(name: string): Promise<void> {
    await this.#client.remove(name)
  }

  /** Reads the weights of a variant's CNN-7 output layer, (hidden, 136) and (136), for fine-tuning. */
  weights(variant: string): Promise<DenseWeights> {
    return this.#client.callWithRetry('weights', () => ({ argument: identifyVariant(variant) }))
  }

  /** Computes the input of that layer on crops around these squares: CNN-7's last hidden layer, (squares, hidden). */
  async features(
    variant: string,
    source: LandmarkerSource,
    squares: readonly Square[],
  ): Promise<Float32Array> {
    this.#checkSource(source)
    return this.#client.callWithRetry('features', async () => {
      const frame = await toTransferable(source)
      return { argument: { variant: identifyVariant(variant), frame, squares }, transfer: [frame] }
    })
  }

  /**
   * Computes the activations of a layer of one network of a variant, on the crop that the cascade would cut around a
   * square. A layer that the network does not have is replaced by its heat maps, or else by its first layer.
   */
  async look(
    variant: string,
    source: LandmarkerSource,
    crop: StageCrop,
    layer: string,
  ): Promise<LayerActivations> {
    const { activations } = await this.#callOnCrop('look', variant, source, { ...crop, layer })
    return activations
  }

  /** Follows the landmarks of one network back to its crop, on which the network runs 64 times. */
  async trace(variant: string, source: LandmarkerSource, crop: StageCrop): Promise<PointPaths> {
    const { paths } = await this.#callOnCrop('trace', variant, source, crop)
    return paths
  }

  async #callOnCrop<K extends 'look' | 'trace'>(
    name: K,
    variant: string,
    source: LandmarkerSource,
    request: Omit<Parameters<LandmarkerService[K]>[0], 'frame' | 'variant'>,
  ): Promise<Awaited<ReturnType<LandmarkerService[K]>>> {
    this.#checkSource(source)
    const response = await this.#client.callWithRetry(name, async () => {
      const frame = await toTransferable(source)
      const argument = { ...request, variant: identifyVariant(variant), frame }
      return { argument: argument as Parameters<LandmarkerService[K]>[0], transfer: [frame] }
    })
    return this.#recordMemory(response)
  }

  /**
   * Detects faces and their landmarks in one image: an element, canvas, ImageBitmap, VideoFrame or ImageData, or a Blob,
   * which is decoded. The caller's image stays open.
   * @throws LandmarkerError 'source' for an image that has no pixels or cannot be read, 'detector', or 'disposed'; the
   * reason of `signal`, by default a DOMException AbortError.
   */
  async detect(source: LandmarkerSource, options: DetectOptions = {}): Promise<Result> {
    const { range = 'both', smallestFace, minPresence = MIN_PRESENCE } = options
    const request = {
      range,
      smallestFace,
      minPresence,
      maxFaces: options.maxFaces ?? this.#maxFaces ?? MAX_PHOTO_FACES,
    }
    return this.#callWithFrame(
      'detect',
      source,
      { ...request, ...this.#checkCascade(options) },
      options.signal,
    )
  }

  /**
   * Runs the cascade on one image without the face detector, starting from the given squares.
   * @throws LandmarkerError as `detect`, and RangeError if the options leave no network to run.
   */
  async landmarks(
    source: LandmarkerSource,
    starts: readonly Square[],
    options: CascadeOptions = {},
  ): Promise<Result> {
    const request = { starts, ...this.#checkCascade(options) }
    const { faces, times } = await this.#callWithFrame('landmarks', source, request, options.signal)
    return { faces: faces.filter((face) => face !== undefined), times: { ...times, detection: 0 } }
  }

  #checkCascade({ stages = 2, stage1Passes = PHOTO_STAGE1_PASSES }: CascadeOptions): CascadeRequest {
    if (stages === 1 && stage1Passes < 1) {
      throw new RangeError(
        'with `stages: 1`, `stage1Passes` must be at least 1: otherwise no network would run',
      )
    }
    return { stages, stage1Passes }
  }

  /** Sends a copy of an image with a request; the receiver closes the copy. */
  async #callWithFrame<K extends 'detect' | 'landmarks'>(
    name: K,
    source: LandmarkerSource,
    request: Omit<Parameters<LandmarkerService[K]>[0], 'frame'>,
    signal: AbortSignal | undefined,
  ): Promise<Awaited<ReturnType<LandmarkerService[K]>>> {
    signal?.throwIfAborted()
    this.#checkSource(source)
    const build = async () => {
      const frame = await toTransferable(source)
      return { argument: { ...request, frame } as Parameters<LandmarkerService[K]>[0], transfer: [frame] }
    }
    try {
      const response = await rejectOnAbort(this.#client.callWithRetry(name, build, undefined, signal), signal)
      return this.#recordMemory(response)
    } catch (error) {
      throw describeForeignImage(error) ?? error
    }
  }

  /**
   * Tracks the faces of a playing video and calls `callback` with each processed frame and its faces. The detector
   * searches the whole frame about twice a second, and parts of it in turn for small faces; in between, each face is
   * tracked from its last landmarks. An error ends the tracking and is passed to `onError`, or to `reportError`
   * without one; an aborted `signal` ends it as `stop` does.
   * @returns a handle whose `stop` ends the tracking.
   */
  track(
    video: HTMLVideoElement,
    callback: (result: TrackResult) => void,
    options: TrackOptions = {},
  ): { stop(): void } {
    if (this.#disposed) throw new LandmarkerError('disposed', 'This landmarker has been disposed.')
    const number = ++this.#trackingCount
    const engine = {
      track: (frame: Frame, request: FrameRequest) => this.#trackFrame(number, frame, request),
      end: () => this.#client.notify('endTracking', number),
    }
    const tracking = new Tracking(video, engine, callback, { maxFaces: this.#maxFaces, ...options }, () =>
      this.#trackings.delete(tracking),
    )
    this.#trackings.add(tracking)
    return { stop: () => tracking.stop() }
  }

  async #trackFrame(
    tracking: number,
    frame: Frame,
    request: FrameRequest,
  ): Promise<FrameResponse | undefined> {
    try {
      const response = await this.#client.callOnce('track', {
        argument: { ...request, tracking, frame },
        transfer: [frame],
      })
      if (!response) frame.close()
      else this.#client.checkFrame(response.value.frame, response.value.faces)
      return response && this.#recordMemory(response.value)
    } catch (error) {
      frame.close()
      throw error
    }
  }

  /**
   * Tracks the faces of a recorded clip, whose frames are passed one by one to the returned object. No frame is dropped
   * and all times are the clip's, so the same frames give the same landmarks at any speed. `track` is for playing
   * videos.
   * @throws LandmarkerError 'disposed'; the reason of a signal that is aborted already.
   */
  trackClip(options: ClipOptions = {}): ClipTracking {
    if (this.#disposed) throw new LandmarkerError('disposed', 'This landmarker has been disposed.')
    const number = ++this.#trackingCount
    const client = {
      track: (frame: Frame, request: FrameRequest) => this.#trackFrame(number, frame, request),
      end: () => this.#client.notify('endTracking', number),
      keepBackend: () => this.#client.keepBackend(),
    }
    return new ClipTracking(client, { maxFaces: this.#maxFaces, ...options })
  }

  /** Runs all networks once on an empty image, so that the first real image is not slowed down by compilation. */
  async warmUp(): Promise<void> {
    const empty = new OffscreenCanvas(128, 128)
    empty.getContext('2d', SRGB)
    const square = { centre: [64, 64], side: 64, roll: 0 } as const
    await this.detect(empty, { range: 'short' })
    for (const stage1Passes of [1, 0]) await this.landmarks(empty, [square], { stage1Passes })
  }

  /** Number of tensors on the backend after the last image; constant unless something leaks. */
  get tensors(): number {
    return this.#tensors
  }

  /** Bytes allocated on graphics hardware after the last image; undefined on wasm. */
  get gpuBytes(): number | undefined {
    return this.#gpuBytes
  }

  /**
   * Stops all trackings and terminates the worker as soon as it has closed the frames that it holds. The landmarker
   * cannot be used afterwards, and calls that wait are rejected.
   */
  async dispose(): Promise<void> {
    if (this.#disposed) return
    this.#disposed = true
    for (const tracking of this.#trackings) tracking.stop()
    await this.#client.end(new LandmarkerError('disposed', 'This landmarker has been disposed.'))
  }

  #recordMemory<A extends { readonly tensors: number; readonly gpuBytes: number | undefined }>(
    response: A,
  ): A {
    this.#tensors = response.tensors
    this.#gpuBytes = response.gpuBytes
    return response
  }

  #checkSource(source: LandmarkerSource): void {
    if (this.#disposed) throw new LandmarkerError('disposed', 'This landmarker has been disposed.')
    if (Object(source) !== source)
      throw new LandmarkerError(
        'source',
        'This is no image: an element, a canvas, pixels or a Blob is needed.',
      )
    if (source instanceof Blob) return
    const { width, height } = getSourceSize(source)
    if (!width || !height)
      throw new LandmarkerError('source', 'The image has no pixels yet. Wait until it has loaded.')
  }
}

/** Describes the browser's refusal to transfer the pixels of another site's image; undefined for other errors. */
function describeForeignImage(error: unknown): LandmarkerError | undefined {
  const isRefusal = error instanceof DOMException && ['DataCloneError', 'SecurityError'].includes(error.name)
  if (!isRefusal) return undefined
  return new LandmarkerError(
    'source',
    'The image comes from another site, which does not let this page read it. Load it with crossorigin="anonymous" from a server that allows it.',
    { cause: error },
  )
}

/** @throws LandmarkerError 'environment' outside of a browser. */
function checkEnvironment(): void {
  const missing = ['location', 'createImageBitmap'].filter((name) => !(name in globalThis))
  if (missing.length === 0) return
  throw new LandmarkerError(
    'environment',
    `Landmarks need a browser's page; here there is no ${missing.join(' and no ')}. On a server, import the package and create the landmarker only in the browser.`,
  )
}

/**
 * Creates a landmarker: starts its worker and a backend, loads a variant and the face detector.
 * @throws LandmarkerError 'environment', 'backend', 'weights' or 'detector'; the reason of the options' `signal`.
 */
export function createLandmarker(options: LandmarkerOptions = {}): Promise<Landmarker> {
  return Landmarker.create(options)
}
