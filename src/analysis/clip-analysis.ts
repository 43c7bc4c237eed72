import type { Landmarker } from '../landmarker/landmarker.ts'
import { getSourceSize, type Frame } from '../landmarker/source.ts'
import type { ClipOptions, ClipTracking } from '../landmarker/tracking/clip-tracking.ts'
import { assumeCamera } from '../pose/camera.ts'
import type { HeadPose } from '../pose/head-pose.ts'
import { measureRowFace, type FaceRow } from './face-row.ts'

/** Frame of a clip with its time in the clip. */
export interface ClipFrame {
  readonly frame: Frame
  readonly timestampSeconds: number
}

/** Rows of one frame: one for each face, largest first, or a single one without a face. */
export interface AnalysedFrame {
  /** Number of the frame, from 1. */
  readonly frame: number
  readonly timestampSeconds: number
  readonly rows: readonly FaceRow[]
  /** Picture of the frame, closed when the next frame is asked for. */
  readonly picture: Frame
}

/**
 * Analysis of a clip, which may be interrupted and go on. Faces keep their numbers and what is known of their movement,
 * so the rows are those of an analysis without the interruption as long as the networks run on.
 */
export class ClipAnalysis {
  readonly #tracking: ClipTracking
  #poses = new Map<number, HeadPose | undefined>()
  #frames = 0
  /** Time of the last analysed frame, the number of frames at that time, and the time before. */
  #lastAt = -Infinity
  #framesAtLast = 0
  #beforeLastAt = -Infinity

  /** The caller ends it with `end`. */
  constructor(landmarker: Pick<Landmarker, 'trackClip'>, options: ClipOptions = {}) {
    this.#tracking = landmarker.trackClip(options)
  }

  /** Time from which on the clip must be read to go on. Frames that have been analysed are passed over. */
  get resumesAt(): number {
    return this.#beforeLastAt
  }

  /**
   * Analyses the frames in the order of their times, each once, and closes them. Whoever wants no more may go on later,
   * from the frame after the last one that was yielded.
   * @throws as `ClipTracking.track`, and what `frames` throws.
   */
  async *analyse(frames: AsyncIterable<ClipFrame>): AsyncGenerator<AnalysedFrame, void> {
    const [doneUntil, doneAtLast] = [this.#lastAt, this.#framesAtLast]
    let passedAtLast = 0
    for await (const { frame: picture, timestampSeconds } of frames) {
      try {
        const isDone =
          timestampSeconds < doneUntil || (timestampSeconds === doneUntil && passedAtLast++ < doneAtLast)
        if (!isDone) yield await this.#analyseFrame(picture, timestampSeconds)
      } finally {
        picture.close()
      }
    }
  }

  async #analyseFrame(picture: Frame, timestampSeconds: number): Promise<AnalysedFrame> {
    const { width, height } = getSourceSize(picture)
    const { faces } = await this.#tracking.track(picture, timestampSeconds)
    const frame = ++this.#frames
    const camera = assumeCamera(width, height)
    const nextPoses = new Map<number, HeadPose | undefined>()
    const rows = faces.map((found): FaceRow => {
      const { face, pose } = measureRowFace(found, camera, this.#poses.get(found.id))
      nextPoses.set(found.id, pose)
      return { frame, faceId: found.id - 1, timestampSeconds, face }
    })
    this.#poses = nextPoses
    if (timestampSeconds > this.#lastAt) {
      this.#beforeLastAt = this.#lastAt
      this.#lastAt = timestampSeconds
      this.#framesAtLast = 0
    }
    this.#framesAtLast++
    const none: FaceRow = { frame, faceId: 0, timestampSeconds, face: undefined }
    return { frame, timestampSeconds, rows: rows.length > 0 ? rows : [none], picture }
  }

  /** Ends it and forgets the faces. */
  end(): void {
    this.#tracking.end()
  }
}
