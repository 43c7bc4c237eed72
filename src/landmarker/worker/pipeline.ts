import { computeDetectionSquare, type Detection, type Square } from '../../geometry/square.ts'
import type { FaceFinder, PhotoSearch, VideoSearch } from '../detection/face-finder.ts'
import type { InferenceEngine } from '../cascade/engine.ts'
import type { Smoothing } from '../tracking/one-euro.ts'
import { chooseMinPresence } from '../tracking/presence.ts'
import type { CascadeTimes, FaceLandmarks } from '../result.ts'
import type { ImageSource } from '../source.ts'
import { Tracker, type TrackedFace } from '../tracking/tracker.ts'

/** A face of a photo, with the detection that it came from. */
export interface DetectedFace extends FaceLandmarks {
  readonly detection: Detection
}

/** How far the cascade goes; `looks` is the most passes of stage 1. */
export interface CascadeRequest {
  readonly stages: 1 | 2
  readonly stage1Passes: number
}

export interface DetectRequest extends PhotoSearch, CascadeRequest {
  readonly minPresence: number
  readonly maxFaces: number
}

/** A frame of a video that is followed. */
export interface TrackRequest {
  /** Number of the tracking that the frame belongs to. */
  readonly tracking: number
  /** Seconds of the video's own clock. */
  readonly at: number
  readonly maxFaces: number
  readonly smoothing: Smoothing | undefined
  /** Faces that are followed; a tracking that is new here, after a loss or on another backend, goes on with them. */
  readonly resumed: readonly FollowedFace[]
}

/** A face that is followed, and where it was last. */
export interface FollowedFace {
  readonly id: number
  readonly square: Square
}

/** Milliseconds of the steps, for all faces. */
export interface PipelineTimes extends CascadeTimes {
  /** Of the last look for faces. */
  readonly detection: number
}

/** The cascade on a backend. */
export type CascadeEngine = Pick<InferenceEngine, 'run'>

interface VideoState {
  readonly tracker: Tracker
  readonly search: VideoSearch
}

/**
 * One image in, its faces out: finds faces, follows them from frame to frame, runs the cascade. All that one frame
 * needs is one call, which no other call of the same tracking may overlap. Runs in the worker, or on the page.
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
   * Finds the faces of a photo and their landmarks, largest first. What the detector took for one, and a network
   * that can tell says is none, is left out. @throws LandmarkerError 'detector'
   */
  async detect(
    source: ImageSource,
    request: DetectRequest,
  ): Promise<{ faces: DetectedFace[]; times: PipelineTimes }> {
    const began = performance.now()
    const detections = (await this.#finder.detect(source, request)).slice(0, request.maxFaces)
    const detection = performance.now() - began
    const { faces, times } = await this.landmarks(source, detections.map(computeDetectionSquare), request)
    return {
      faces: faces.flatMap((face, i) =>
        face && (face.presence ?? 1) >= chooseMinPresence(detections[i], request.minPresence)
          ? [{ ...face, detection: detections[i] }]
          : [],
      ),
      times: { ...times, detection },
    }
  }

  /** Runs the cascade from squares found elsewhere: one face each, undefined where there is none. */
  async landmarks(
    source: ImageSource,
    starts: readonly Square[],
    { stages, stage1Passes }: CascadeRequest,
  ): Promise<{ faces: (FaceLandmarks | undefined)[]; times: CascadeTimes }> {
    const rois = starts.map((square, id) => ({ id, square, stage1Passes }))
    const { faces, times } = await this.#engine.run(source, rois, stages)
    const found = new Map(faces.map(({ id, ...face }) => [id, face]))
    return { faces: rois.map(({ id }) => found.get(id)), times }
  }

  /** Looks for faces if it is time, then follows those that are known in a video's frame, largest first. */
  async track(
    source: ImageSource,
    { tracking, at, maxFaces, smoothing, resumed }: TrackRequest,
  ): Promise<{ faces: TrackedFace[]; times: PipelineTimes }> {
    const { tracker, search } = this.#openVideo(tracking, maxFaces, resumed)
    const sighting = await search.searchFrame(source, performance.now(), tracker.visibleSquares)
    if (sighting) tracker.addDetections(sighting.detections, sighting.covers)
    const rois = tracker.listRois()
    const { faces: answers, times } =
      rois.length > 0 ? await this.#engine.run(source, rois) : { faces: [], times: NO_TIMES }
    const faces = tracker.update(answers, at, smoothing)
    if (tracker.hasLostFace) search.searchSoon()
    return { faces, times: { ...times, detection: search.lastSearchMs } }
  }

  /** Forgets a video and its faces. */
  endTracking(tracking: number): void {
    this.#videos.get(tracking)?.search.end()
    this.#videos.delete(tracking)
  }

  #openVideo(tracking: number, maxFaces: number, resumed: readonly FollowedFace[]): VideoState {
    const known = this.#videos.get(tracking)
    if (known) return known
    const state = { tracker: new Tracker(maxFaces, resumed), search: this.#finder.startVideo() }
    this.#videos.set(tracking, state)
    return state
  }
}

const NO_TIMES: CascadeTimes = { stage1: 0, stage2: 0, variants: {} }
