import type { Point } from '../../geometry/point.ts'
import type { Square } from '../../geometry/square.ts'
import { BlazeFace } from '../../networks/blaze-face.ts'
import type { DenseWeights } from '../../networks/dense.ts'
import type { BlazeFaceManifest } from '../../networks/manifest.ts'
import { deviceLost } from '../backend/backend.ts'
import { findHardware, type Hardware } from '../backend/hardware.ts'
import { measureRuns } from '../backend/measure-runs.ts'
import { drawReferencePicture, REFERENCE_SQUARE } from '../backend/reference-picture.ts'
import type { BackendChoice, BackendName } from '../backend/backends.ts'
import { BlazeFaceFinder } from '../detection/blaze-face-finder.ts'
import type { FaceFinder } from '../detection/face-finder.ts'
import { Engine, type EngineAssets } from '../cascade/engine.ts'
import { LandmarkerError, messageOf } from '../errors.ts'
import type { MediapipeFiles } from '../mediapipe/files.ts'
import {
  Pipeline,
  type CascadeRequest,
  type DetectedFace,
  type DetectRequest,
  type PipelineTimes,
  type TrackRequest,
} from './pipeline.ts'
import type { CascadeTimes, Found } from '../result.ts'
import { giving, type Progress } from './rpc.ts'
import type { Frame } from '../source.ts'
import type { TrackedFace } from '../tracking/tracker.ts'
import type { TunedLayer } from '../models/tuned-layer.ts'
import { fetchWeights, type CacheName } from '../models/weights.ts'

/** Weights of the face detector, and where they lie; or MediaPipe's own runtime. */
export type DetectorAssets =
  | { readonly name: 'blaze-face'; readonly url: string; readonly manifest: BlazeFaceManifest }
  | { readonly name: 'mediapipe'; readonly worker: string; readonly files: MediapipeFiles }

export interface StartRequest {
  readonly assets: EngineAssets
  readonly detector: DetectorAssets
  readonly variant: string
  readonly backend: BackendName | undefined
  /** Backends that are not to be tried. */
  readonly without: readonly BackendName[]
}

/** Memory of the backend after a call. */
interface MemoryFigures {
  readonly tensors: number
  readonly gpuBytes: number | undefined
}

interface WithFrame {
  readonly frame: Frame
}

/**
 * What the worker does for the page, by name; the page without workers calls the same functions. Frames of photos
 * are closed here, those of videos come back with their landmarks. `onLost` is told when no more answers will come.
 */
export function createService(onLost: (reason: string) => void) {
  let running: { readonly engine: Engine; readonly pipeline: Pipeline } | undefined

  const started = () => {
    if (!running) throw new Error('start comes first')
    return running
  }
  const engine = () => started().engine
  const figures = (): MemoryFigures => ({ tensors: engine().tensors, gpuBytes: engine().gpuBytes })

  const lookAt = (picture: OffscreenCanvas) =>
    engine().run(picture, [{ id: 0, square: REFERENCE_SQUARE, looks: 0 }])

  return {
    async start(request: StartRequest, progress: Progress): Promise<BackendChoice> {
      const { assets, variant, backend, without } = request
      const engine = await Engine.start(assets, variant, backend, progress, without)
      const finder = await startFinder(request.detector, assets.cache)
      running = { engine, pipeline: new Pipeline(engine, finder) }
      void deviceLost().then(onLost)
      return engine.backend
    },

    use: (names: readonly string[], progress: Progress): Promise<void> => engine().use(names, progress),

    add: (tuned: TunedLayer, progress: Progress): Promise<void> => engine().add(tuned, progress),

    remove: (name: string): void => engine().remove(name),

    weights: (name: string): Promise<DenseWeights> => engine().weights(name),

    features: (
      request: WithFrame & { readonly variant: string; readonly squares: readonly Square[] },
    ): Promise<Float32Array> =>
      closing(request.frame, () => engine().features(request.variant, request.frame, request.squares)),

    detect: (
      request: WithFrame & DetectRequest,
    ): Promise<MemoryFigures & { faces: DetectedFace[]; times: PipelineTimes }> =>
      closing(request.frame, async () => ({
        ...(await started().pipeline.detect(request.frame, request)),
        ...figures(),
      })),

    landmarks: (
      request: WithFrame & CascadeRequest & { readonly starts: readonly Square[] },
    ): Promise<MemoryFigures & { faces: (Found | undefined)[]; times: CascadeTimes }> =>
      closing(request.frame, async () => ({
        ...(await started().pipeline.landmarks(request.frame, request.starts, request)),
        ...figures(),
      })),

    async track(
      request: WithFrame & TrackRequest,
    ): Promise<WithFrame & MemoryFigures & { faces: TrackedFace[]; times: PipelineTimes }> {
      const { frame } = request
      try {
        return giving({ ...(await started().pipeline.track(frame, request)), ...figures(), frame }, [frame])
      } catch (error) {
        frame.close()
        throw error
      }
    },

    /** Graphics backends that this thread can use. */
    hardware: (): Promise<Hardware> => findHardware(),

    /** Milliseconds that the cascade takes on the reference picture. */
    async measure(): Promise<number> {
      const picture = drawReferencePicture()
      const { medianMs } = await measureRuns(async () => void (await lookAt(picture)))
      return medianMs
    },

    /** Landmarks on the reference picture, of the first variant in use. */
    async lookAtReference(): Promise<{ landmarks: readonly Point[]; square: Square }> {
      const { faces } = await lookAt(drawReferencePicture())
      return { landmarks: faces[0].landmarks, square: faces[0].square }
    },

    endTracking: (tracking: number): void => running?.pipeline.endTracking(tracking),
  }
}

export type LandmarkerService = ReturnType<typeof createService>

async function closing<T>(frame: Frame, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } finally {
    frame.close()
  }
}

/** @throws LandmarkerError 'detector' */
async function startFinder(detector: DetectorAssets, cache: CacheName = false): Promise<FaceFinder> {
  if (detector.name === 'mediapipe') {
    const { MediapipeFinder } = await import('../mediapipe/mediapipe-finder.ts')
    return MediapipeFinder.start(detector.worker, detector.files)
  }
  try {
    const { url, manifest } = detector
    const data = await fetchWeights(url, manifest, {
      cache,
      byAddress: false,
      onChunk: () => undefined,
    })
    return new BlazeFaceFinder(new BlazeFace(manifest, data))
  } catch (error) {
    throw new LandmarkerError(
      'detector',
      `The face detector could not be loaded: ${messageOf(error)}. Check the connection and reload.`,
      { cause: error },
    )
  }
}
