import { computeDetectionSquare, type Detection, type Square } from '../../geometry/square.ts'
import type { FaceFinder, PhotoSearch, VideoSearch } from '../detection/face-finder.ts'
import type { InferenceEngine } from '../cascade/engine.ts'
import type { Smoothing } from '../tracking/one-euro.ts'
import { chooseMinPresence } from '../tracking/presence.ts'
import type { CascadeTimes, FaceLandmarks } from '../result.ts'
import { FrameReader } from '../frame-reader.ts'
import type { ImageSource } from '../source.ts'
import { checkCancelled } from '../cancellation.ts'
import { Tracker, type TrackedFace } from '../tracking/tracker.ts'

/** Face of a photo with its detection. */
export interface DetectedFace extends FaceLandmarks {
  readonly detection: Detection
}

/** Options of the cascade: number of stages, and maximum number of stage 1 passes. */
export interface CascadeRequest {
  readonly stages: 1 | 2
  readonly stage1Passes: number
}

export interface DetectRequest extends PhotoSearch, CascadeRequest {
  readonly minPresence: number
  readonly maxFaces: number
}

/** Request to track the faces of one frame of a video. */
export interface TrackRequest {
  /** Number of the tracking that the frame belongs to. */
  readonly tracking: number
  /** Media time in seconds. */
  readonly at: number
  readonly maxFaces: number
  readonly smoothing: Smoothing | undefined
  /** Faces tracked so far, from which a tracking resumes that is new here after a restart or a change of backend. */
  readonly resumed: readonly ResumedFace[]
  /** True for a clip, whose searches follow its media time instead of the clock. */
  readonly isClip?: boolean
}

/** Id and last square of a tracked face. */
export interface ResumedFace {
  readonly id: number
  readonly square: Square
}

/** Milliseconds per step, for all faces together. */
export interface PipelineTimes extends CascadeTimes {
  /** Last search for faces. */
  readonly detection: number
}

/** Runs the cascade on a backend. */
export type CascadeEngine = Pick<InferenceEngine, 'run' | 'cutsPixels'>

interface VideoState {
  readonly tracker: Tracker
  readonly search: VideoSearch
  readonly reader: FrameReader
}

/**
 * Finds faces in photos, tracks them over the frames of videos, and runs the cascade. Each frame is one call; calls
 * of the same tracking must not overlap. Runs in the worker, or on the page's thread.
 */
export class Pipeline {
  readonly #engine: CascadeEngine
  readonly #finder: FaceFinder
  readonly #videos = new Map<number, VideoState>()

  constructor(engine: CascadeEngine, finder: FaceFinder) {
    this.#engine = engine
    this.#finder = finder
  }

  /**
   * Detects the faces of a photo and their landmarks, largest first. Detections whose presence is too low are left
   * out, and the next smaller ones take their place. An aborted `signal` ends it at the next step.
   * @throws LandmarkerError 'detector', or the signal's reason.
   */
  async detect(
    source: ImageSource,
    request: DetectRequest,
    signal?: AbortSignal,
  ): Promise<{ faces: DetectedFace[]; times: PipelineTimes }> {
    const found = await this.#detectLargest(source, request, signal)
    // The search may have ended at its limit with detections that are no faces.
    const isComplete = found.faces.length >= request.maxFaces || found.detections !== request.maxFaces
    return isComplete ? found : this.#detectLargest(source, { ...request, searchesAll: true }, signal)
  }

  /** Like `detect`; also returns the number of detections. The search is complete only if `searchesAll` is set. */
  async #detectLargest(
    source: ImageSource,
    request: DetectRequest & { readonly searchesAll?: boolean },
    signal?: AbortSignal,
  ): Promise<{ faces: DetectedFace[]; times: PipelineTimes; detections: number }> {
    const { maxFaces, searchesAll } = request
    const startedAt = performance.now()
    const search = { ...request, maxFaces: searchesAll ? Infinity : maxFaces }
    const detections = await this.#finder.detect(source, search, signal)
    const detection = performance.now() - startedAt
    const faces: DetectedFace[] = []
    let times: CascadeTimes = NO_TIMES
    for (let next = 0; next < detections.length && faces.length < maxFaces;) {
      await checkCancelled(signal)
      const batch = detections.slice(next, next + maxFaces - faces.length)
      const result = await this.landmarks(source, batch.map(computeDetectionSquare), request)
      times = next === 0 ? result.times : addTimes(times, result.times)
      for (const [i, face] of result.faces.entries()) {
        const detection = batch[i]!
        const isFace = face && (face.presence ?? 1) >= chooseMinPresence(detection, request.minPresence)
        if (isFace) faces.push({ ...face, detection })
      }
      next += batch.length
    }
    return { faces, times: { ...times, detection }, detections: detections.length }
  }

  /** Runs the cascade from given squares; the results are in the same order. */
  async landmarks(
    source: ImageSource,
    starts: readonly Square[],
    { stages, stage1Passes }: CascadeRequest,
  ): Promise<{ faces: (FaceLandmarks | undefined)[]; times: CascadeTimes }> {
    const rois = starts.map((square, id) => ({ id, square, stage1Passes }))
    const { faces, times } = await this.#engine.run(source, rois, stages)
    const byId = new Map(faces.map(({ id, ...face }) => [id, face]))
    return { faces: rois.map(({ id }) => byId.get(id)), times }
  }

  /** Searches a frame for new faces if a search is due, then tracks all faces in it; returns them largest first. */
  async track(
    source: ImageSource,
    { tracking, at, maxFaces, smoothing, resumed, isClip = false }: TrackRequest,
  ): Promise<{ faces: TrackedFace[]; times: PipelineTimes }> {
    const { tracker, search, reader } = this.#openVideo(tracking, maxFaces, resumed, isClip)
    const usesPixels = this.#engine.cutsPixels && this.#finder.takesPixels
    const picture = usesPixels ? await reader.read(source) : source
    const now = isClip ? 1000 * at : performance.now()
    const searchResult = await search.searchFrame(picture, now, tracker.visibleSquares)
    if (searchResult) tracker.addDetections(searchResult.detections, searchResult.covers)
    const rois = tracker.listRois()
    const { faces: results, times } =
      rois.length > 0 ? await this.#engine.run(picture, rois) : { faces: [], times: NO_TIMES }
    const faces = tracker.update(results, at, smoothing)
    if (tracker.hasLostFace) search.searchSoon()
    return { faces, times: { ...times, detection: search.lastSearchMs } }
  }

  /** Ends the tracking of a video. */
  endTracking(tracking: number): void {
    this.#videos.delete(tracking)
  }

  #openVideo(
    tracking: number,
    maxFaces: number,
    resumed: readonly ResumedFace[],
    isClip: boolean,
  ): VideoState {
    const known = this.#videos.get(tracking)
    if (known) return known
    const state = {
      tracker: new Tracker(maxFaces, resumed),
      search: this.#finder.startVideo(isClip),
      reader: new FrameReader(),
    }
    this.#videos.set(tracking, state)
    return state
  }
}

const NO_TIMES: CascadeTimes = { stage1: 0, stage2: 0, variants: {} }

function addTimes(first: CascadeTimes, second: CascadeTimes): CascadeTimes {
  const names = Object.keys(first.variants)
  return {
    stage1: (first.stage1 ?? 0) + (second.stage1 ?? 0),
    stage2: first.stage2 + second.stage2,
    variants: Object.fromEntries(
      names.map((name) => [name, first.variants[name]! + (second.variants[name] ?? 0)]),
    ),
  }
}
