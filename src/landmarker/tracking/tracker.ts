import { subtractAngles, distance, type Point } from '../../geometry/point.ts'
import {
  computeDetectionSquare,
  computeLandmarkSquare,
  type Detection,
  type Square,
} from '../../geometry/square.ts'
import type { RoiResult, Roi, FaceLandmarks } from '../result.ts'
import { isSameFace } from '../same-face.ts'
import { OneEuroFilter, type Smoothing } from './one-euro.ts'
import { chooseMinPresence, MIN_PRESENCE } from './presence.ts'

/** Face with an identity that is constant over the frames of a video. */
export interface TrackedFace extends FaceLandmarks {
  readonly id: number
  /** Landmarks before smoothing, by the variant's name; `landmarks` and `variants` are smoothed. */
  readonly measured: Readonly<Record<string, readonly Point[]>>
}

/** A track is stable if the landmarks' square differs from the crop's by less than this; its next crop needs no stage 1. */
const STABLE_TRACK_LIMITS = { roll: 0.1, shift: 0.04, size: 1.06 }
/** Movements below this leave the crop unchanged, because jitter of the crop causes jitter of the landmarks. */
const DEAD_BAND = { roll: 0.02, shift: 0.008, size: 1.012 }
/** Consecutive frames without a face that end a track; a single one can be a hand passing by. */
const MAX_MISSED_FRAMES = 2
/** Consecutive searches without a detection that end a track, if no network predicts presence. */
const MAX_UNSEEN_SEARCHES = 2
/** Faces with a smaller side are discarded. */
const MIN_FACE_SIDE_PX = 12

type SquareTolerance = typeof STABLE_TRACK_LIMITS

function isWithin({ roll, shift, size }: SquareTolerance, from: Square, to: Square): boolean {
  const ratio = to.side / from.side
  return (
    Math.abs(subtractAngles(to.roll, from.roll)) < roll &&
    distance(to.centre, from.centre) < shift * to.side &&
    Math.max(ratio, 1 / ratio) < size
  )
}

interface Track {
  readonly id: number
  /** Square for the next frame's crop. */
  nextSquare: Square
  /** Square of the last landmarks; undefined before the first. */
  square: Square | undefined
  /** Minimum presence in the track's first frame. */
  readonly firstPresence: number
  isStable: boolean
  /** Number of consecutive frames without a face. */
  missedFrames: number
  /** True if the networks predicted presence in the last frame, which CNN-6 does not. */
  hasPresence: boolean
  /** Number of consecutive searches of this place without a detection. */
  unseenSearches: number
  /** One filter per variant. */
  readonly filters: Map<string, OneEuroFilter>
}

/**
 * Tracks faces from frame to frame: each face's next crop follows from its last landmarks; detections start new
 * tracks and correct lost ones. For each frame, `addDetections` (if the frame was searched), `listRois` and `update`
 * are called in this order.
 */
export class Tracker {
  readonly #maxFaces: number
  #tracks: Track[]
  #lastId: number

  /** @param resumed - faces that another tracker tracked before, with their ids and last squares. */
  constructor(maxFaces: number, resumed: readonly { readonly id: number; readonly square: Square }[] = []) {
    this.#maxFaces = maxFaces
    this.#tracks = resumed.map(({ id, square }) => createTrack(id, square))
    this.#lastId = Math.max(0, ...resumed.map(({ id }) => id))
  }

  /** Squares of the tracked faces that the last frame showed. */
  get visibleSquares(): Square[] {
    return this.#tracks.flatMap(({ square, missedFrames }) => (square && missedFrames === 0 ? square : []))
  }

  /** True if a tracked face was missing in the last frame. */
  hasLostFace = false

  /**
   * Adds the faces detected in a frame, largest first; new ones start tracks. `covers` tells if the search would have
   * found a face at a square.
   */
  addDetections(detections: readonly Detection[], covers: (square: Square) => boolean = () => true): void {
    const seen = new Set<Track>()
    const newDetections: Detection[] = []
    for (const detection of detections) {
      const square = computeDetectionSquare(detection)
      const track = this.#tracks.find((known) => isSameFace(known.square ?? known.nextSquare, square))
      if (!track) {
        newDetections.push(detection)
        continue
      }
      seen.add(track)
      // A track that has lost its face, or has no landmarks yet, restarts from the latest detection.
      if (!track.square || track.missedFrames > 0) {
        track.nextSquare = square
        track.isStable = false
      }
    }
    this.#tracks = this.#tracks.filter((track) => {
      if (seen.has(track)) track.unseenSearches = 0
      else if (covers(track.square ?? track.nextSquare)) track.unseenSearches++
      return track.hasPresence || track.unseenSearches < MAX_UNSEEN_SEARCHES
    })
    for (const detection of newDetections) this.#startTrack(detection, seen)
  }

  /** Starts a track unless the maximum is reached; a lost track that the detector does not find either is replaced. */
  #startTrack(detection: Detection, seen: ReadonlySet<Track>): void {
    if (this.#tracks.length >= this.#maxFaces) {
      const lost = this.#tracks.find((track) => track.missedFrames > 0 && !seen.has(track))
      if (!lost) return
      this.#tracks = this.#tracks.filter((track) => track !== lost)
    }
    this.#tracks.push(
      createTrack(++this.#lastId, computeDetectionSquare(detection), chooseMinPresence(detection)),
    )
  }

  /** Lists the regions of interest for the cascade in this frame; each has the id of its track. */
  listRois(): Roi[] {
    return this.#tracks.map(({ id, nextSquare, isStable }) => ({
      id,
      square: nextSquare,
      stage1Passes: isStable ? 0 : 1,
    }))
  }

  /**
   * Updates the tracks with the cascade's results for `listRois`, in any order; returns the faces that are present,
   * largest first. `at` is the frame's media time in seconds. Without `smoothing` the landmarks are not filtered.
   */
  update(results: readonly RoiResult[], at: number, smoothing?: Smoothing): TrackedFace[] {
    this.hasLostFace = false
    const faces = results.flatMap((result) => {
      const track = this.#tracks.find(({ id }) => id === result.id)
      return track ? (this.#updateTrack(track, result, at, smoothing) ?? []) : []
    })
    this.#tracks = this.#tracks.filter((track, i, all) => {
      if (track.missedFrames >= MAX_MISSED_FRAMES) return false
      const { square } = track
      if (!square) return true
      // Of two tracks on one face the older is kept, unless it has lost the face.
      return !all
        .slice(0, i)
        .some((older) => older.missedFrames === 0 && older.square && isSameFace(older.square, square))
    })
    const remaining = new Set(this.#tracks.map(({ id }) => id))
    return faces.filter(({ id }) => remaining.has(id)).sort((p, q) => q.square.side - p.square.side)
  }

  #updateTrack(track: Track, face: RoiResult, at: number, smoothing?: Smoothing): TrackedFace | undefined {
    const { variants } = face
    track.hasPresence = face.presence !== undefined
    const square = computeLandmarkSquare(face.landmarks)
    const minPresence = track.square ? MIN_PRESENCE : track.firstPresence
    if ((face.presence ?? 1) < minPresence || square.side < MIN_FACE_SIDE_PX) {
      track.isStable = false
      this.hasLostFace = true
      // A new track has to show a face in its first frame; an older one is kept for MAX_MISSED_FRAMES.
      track.missedFrames = track.square ? track.missedFrames + 1 : MAX_MISSED_FRAMES
      return undefined
    }
    const last = track.square
    track.missedFrames = 0
    track.isStable = isWithin(STABLE_TRACK_LIMITS, face.square, square)
    track.square = square
    const isAtRest =
      last && isWithin(DEAD_BAND, last, square) && isWithin(DEAD_BAND, track.nextSquare, square)
    if (!isAtRest) {
      // Constant-velocity prediction of the next crop.
      const [x, y] = square.centre
      const [lastX, lastY] = last?.centre ?? square.centre
      track.nextSquare = { ...square, centre: [x + (x - lastX), y + (y - lastY)] }
    }
    if (!smoothing) {
      track.filters.clear()
      return { ...face, id: track.id, measured: variants }
    }
    const smooth = (name: string, points: readonly Point[]) => {
      const filter = track.filters.get(name) ?? new OneEuroFilter()
      track.filters.set(name, filter)
      return filter.filter(points, square.side, at, smoothing)
    }
    const smoothed = Object.entries(variants).map(([name, points]) => [name, smooth(name, points)] as const)
    return {
      ...face,
      id: track.id,
      measured: variants,
      variants: Object.fromEntries(smoothed),
      landmarks: smoothed.at(0)?.[1] ?? face.landmarks,
    }
  }
}

function createTrack(id: number, square: Square, firstPresence = MIN_PRESENCE): Track {
  return {
    id,
    nextSquare: square,
    square: undefined,
    firstPresence,
    isStable: false,
    missedFrames: 0,
    hasPresence: true,
    unseenSearches: 0,
    filters: new Map(),
  }
}
