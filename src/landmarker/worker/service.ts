import type { Point } from '../../geometry/point.ts'
import type { Square } from '../../geometry/square.ts'
import { BlazeFace } from '../../networks/blaze-face.ts'
import type { DenseWeights } from '../../networks/dense.ts'
import type { BlazeFaceManifest } from '../../networks/manifest.ts'
import { waitForDeviceLoss } from '../backend/backend.ts'
import { findHardware, type Hardware } from '../backend/hardware.ts'
import { measureRuns } from '../backend/measure-runs.ts'
import { drawReferencePicture, REFERENCE_SQUARE } from '../backend/reference-picture.ts'
import type { BackendChoice, BackendName } from '../backend/backends.ts'
import { BlazeFaceFinder } from '../detection/blaze-face-finder.ts'
import type { FaceFinder } from '../detection/face-finder.ts'
import type { LayerActivations, PointPaths, StageCrop } from '../inside.ts'
import { InferenceEngine, type InferenceAssets } from '../cascade/engine.ts'
import { LandmarkerError, getErrorMessage } from '../errors.ts'
import type { MediapipeFiles } from '../mediapipe/files.ts'
import {
  Pipeline,
  type CascadeRequest,
  type DetectedFace,
  type DetectRequest,
  type PipelineTimes,
  type TrackRequest,
} from './pipeline.ts'
import type { CascadeTimes, FaceLandmarks } from '../result.ts'
import { withTransfer, type ProgressCallback } from './rpc.ts'
import type { Frame } from '../source.ts'
import type { TrackedFace } from '../tracking/tracker.ts'
import type { TunedLayer } from '../models/tuned-layer.ts'
import { fetchWeights, type CacheName } from '../models/weights.ts'

/** Files of the face detector: weights of BlazeFace with their URL, or MediaPipe's own runtime. */
export type DetectorAssets =
  | { readonly name: 'blaze-face'; readonly url: string; readonly manifest: BlazeFaceManifest }
  | { readonly name: 'mediapipe'; readonly worker: string; readonly files: MediapipeFiles }

export interface StartRequest {
  readonly assets: InferenceAssets
  readonly detector: DetectorAssets
  readonly variant: string
  readonly backend: BackendName | undefined
  /** Backends that must not be tried. */
  readonly excludedBackends: readonly BackendName[]
}

/** Memory used by the backend after a call. */
interface MemoryUsage {
  readonly tensors: number
  readonly gpuBytes: number | undefined
}

interface WithFrame {
  readonly frame: Frame
}

/**
 * Creates the functions that the worker offers to the page; without workers the page calls them directly. Frames of
 * photos are closed here, frames of videos are returned with their landmarks. `onLost` is called when the graphics
 * device is lost and no more replies will follow.
 */
export function createService(onLost: (reason: string) => void) {
  let running:
    { readonly engine: InferenceEngine; readonly finder: FaceFinder; readonly pipeline: Pipeline } | undefined

  const getRunning = () => {
    if (!running) throw new Error('`start` must be called first')
    return running
  }
  const engine = () => getRunning().engine
  const measureMemory = (): MemoryUsage => ({ tensors: engine().tensors, gpuBytes: engine().gpuBytes })

  const runOnPicture = (picture: OffscreenCanvas) =>
    engine().run(picture, [{ id: 0, square: REFERENCE_SQUARE, stage1Passes: 0 }])

  return {
    async start(request: StartRequest, progress: ProgressCallback): Promise<BackendChoice> {
      const { assets, variant, backend, excludedBackends } = request
      // Loaded at the same time as the variant; an error of the variant is reported first.
      const loading = loadFinder(request.detector, assets.cache)
      loading.catch(() => undefined)
      const engine = await InferenceEngine.start(assets, variant, backend, progress, excludedBackends)
      const finder = (await loading)(engine.module)
      running = { engine, finder, pipeline: new Pipeline(engine, finder) }
      void waitForDeviceLoss().then(onLost)
      return engine.backend
    },

    use: (names: readonly string[], progress: ProgressCallback): Promise<void> =>
      engine().use(names, progress),

    add: (tuned: TunedLayer, progress: ProgressCallback): Promise<void> => engine().add(tuned, progress),

    remove: (name: string): void => engine().remove(name),

    weights: (name: string): Promise<DenseWeights> => engine().weights(name),

    features: (
      request: WithFrame & { readonly variant: string; readonly squares: readonly Square[] },
    ): Promise<Float32Array> =>
      closeFrameAfter(request.frame, () =>
        engine().features(request.variant, request.frame, request.squares),
      ),

    look: (
      request: WithFrame & StageCrop & { readonly variant: string; readonly layer: string },
    ): Promise<MemoryUsage & { activations: LayerActivations }> =>
      closeFrameAfter(request.frame, async () => ({
        activations: await engine().look(request.variant, request.frame, request, request.layer),
        ...measureMemory(),
      })),

    trace: (
      request: WithFrame & StageCrop & { readonly variant: string },
    ): Promise<MemoryUsage & { paths: PointPaths }> =>
      closeFrameAfter(request.frame, async () => ({
        paths: await engine().trace(request.variant, request.frame, request),
        ...measureMemory(),
      })),

    detect: (
      request: WithFrame & DetectRequest,
      _progress?: ProgressCallback,
      signal?: AbortSignal,
    ): Promise<MemoryUsage & { faces: DetectedFace[]; times: PipelineTimes }> =>
      closeFrameAfter(request.frame, async () => ({
        ...(await getRunning().pipeline.detect(request.frame, request, signal)),
        ...measureMemory(),
      })),

    landmarks: (
      request: WithFrame & CascadeRequest & { readonly starts: readonly Square[] },
    ): Promise<MemoryUsage & { faces: (FaceLandmarks | undefined)[]; times: CascadeTimes }> =>
      closeFrameAfter(request.frame, async () => ({
        ...(await getRunning().pipeline.landmarks(request.frame, request.starts, request)),
        ...measureMemory(),
      })),

    async track(
      request: WithFrame & TrackRequest,
    ): Promise<WithFrame & MemoryUsage & { faces: TrackedFace[]; times: PipelineTimes }> {
      const { frame } = request
      try {
        return withTransfer(
          { ...(await getRunning().pipeline.track(frame, request)), ...measureMemory(), frame },
          [frame],
        )
      } catch (error) {
        frame.close()
        throw error
      }
    },

    /** Finds the graphics backends that this thread can use. */
    findHardware: (): Promise<Hardware> => findHardware(),

    /** Measures the milliseconds that the cascade takes on the reference picture. */
    async measure(): Promise<number> {
      const picture = drawReferencePicture()
      const { medianMs } = await measureRuns(async () => void (await runOnPicture(picture)))
      return medianMs
    },

    /** Computes the landmarks of the first variant in use on the reference picture. */
    async runReference(): Promise<{ landmarks: readonly Point[]; square: Square }> {
      const { faces } = await runOnPicture(drawReferencePicture())
      const { landmarks, square } = faces[0]!
      return { landmarks, square }
    },

    endTracking: (tracking: number): void => running?.pipeline.endTracking(tracking),

    /** Releases the networks on a page without workers; a worker is terminated instead. */
    dispose(): void {
      running?.engine.dispose()
      running?.finder.dispose()
      running = undefined
    },
  }
}

export type LandmarkerService = ReturnType<typeof createService>
export type CallArgument<K extends keyof LandmarkerService> = Parameters<LandmarkerService[K]>[0]
export type CallResult<K extends keyof LandmarkerService> = Awaited<ReturnType<LandmarkerService[K]>>

async function closeFrameAfter<T>(frame: Frame, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } finally {
    frame.close()
  }
}

/**
 * Loads the face detector; the result creates the finder, once a backend runs, with its module for convolutions.
 * @throws LandmarkerError 'detector'
 */
async function loadFinder(
  detector: DetectorAssets,
  cache: CacheName = false,
): Promise<(module: WebAssembly.Module | undefined) => FaceFinder> {
  if (detector.name === 'mediapipe') {
    const { MediapipeFinder } = await import('../mediapipe/mediapipe-finder.ts')
    const finder = await MediapipeFinder.start(detector.worker, detector.files)
    return () => finder
  }
  try {
    const { url, manifest } = detector
    const data = await fetchWeights(url, manifest, {
      cache,
      byAddress: false,
      onChunk: () => undefined,
    })
    return (module) => new BlazeFaceFinder(new BlazeFace(manifest, data, module))
  } catch (error) {
    throw new LandmarkerError(
      'detector',
      `The face detector could not be loaded: ${getErrorMessage(error)}. Check the connection and reload.`,
      { cause: error },
    )
  }
}
