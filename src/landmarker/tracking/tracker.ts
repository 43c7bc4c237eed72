import { subtractAngles, distance, type Point } from '../../geometry/point.ts'
import {
  computeDetectionSquare,
  computeLandmarkSquare,
  type Detection,
  type Square,
} from '../../geometry/square.ts'
import type { RoiResult, Roi, FaceLandmarks } from '../result.ts'
import { OneEuroFilter, type Smoothing } from './one-euro.ts'
import { chooseMinPresence, MIN_PRESENCE } from './presence.ts'

/** A face that keeps its identity from frame to frame. */
export interface TrackedFace extends FaceLandmarks {
  readonly id: number
  /** What the networks said, by the name of the variant; `landmarks` and `variants` are smoothed. */
  readonly measured: Readonly<Record<string, readonly Point[]>>
}

/** A track is steady while a frame's landmarks lie in their crop as in training, within these. */
const STABLE_TRACK_LIMITS = { roll: 0.1, shift: 0.04, size: 1.06 }
/** Below this the crop stays where it was: a crop that trembles makes its landmarks tremble. */
const DEAD_BAND = { roll: 0.02, shift: 0.008, size: 1.012 }
/** Frames without a face, one after another, that end a track: one can be a hand in passing. */
const MAX_MISSED_FRAMES = 2
/** Sightings, one after another, that must miss a track before it ends, if no network tells whether a face is there. */
const MAX_UNSEEN_SEARCHES = 2
/** A detection within this share of a face's side of a track is the same face. */
const SAME_FACE_DISTANCE = 0.45
/** Smaller faces, in pixels, are none. */
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

const isSameFace = (p: Square, q: Square) =>
  distance(p.centre, q.centre) < SAME_FACE_DISTANCE * Math.max(p.side, q.side)

interface Track {
  readonly id: number
  /** Where the next frame's crop is cut. */
  nextSquare: Square
  /** Of the last landmarks; undefined before the first. */
  square: Square | undefined
  /** Least presence of the first landmarks. */
  readonly firstPresence: number
  isStable: boolean
  /** Frames without a face, one after another. */
  missedFrames: number
  /** Whether the networks told of the last frame that a face is there; CNN-6 cannot. */
  hasPresence: boolean
  /** Sightings of this place that saw no face, one after another. */
  unseenSearches: number
  /** One filter a variant. */
  readonly filters: Map<string, OneEuroFilter>
}

/**
 * Follows faces from their last landmarks; sightings begin tracks and put lost ones right. For each frame
 * `suggest` (if there was a look at it), `asks` and `update` are called in this order.
 */
export class Tracker {
  readonly #maxFaces: number
  #tracks: Track[]
  #lastId: number

  /** `resumed` are faces that were followed before, with their numbers, where they were last. */
  constructor(maxFaces: number, resumed: readonly { readonly id: number; readonly square: Square }[] = []) {
    this.#maxFaces = maxFaces
    this.#tracks = resumed.map(({ id, square }) => createTrack(id, square))
    this.#lastId = Math.max(0, ...resumed.map(({ id }) => id))
  }

  /** Squares of the faces that the last frame showed. */
  get visibleSquares(): Square[] {
    return this.#tracks.flatMap(({ square, missedFrames: missed }) => (square && missed === 0 ? square : []))
  }

  /** Tells whether the last frame did not show a face where one was expected. */
  hasLostFace = false

  /**
   * Takes the faces seen in a frame, largest first: new ones begin a track. `covers` tells of a square whether a
   * face there would have been seen.
   */
  addDetections(detections: readonly Detection[], covers: (square: Square) => boolean = () => true): void {
    const seen = new Set<Track>()
    const unknown: Detection[] = []
    for (const detection of detections) {
      const square = computeDetectionSquare(detection)
      const track = this.#tracks.find((known) => isSameFace(known.square ?? known.nextSquare, square))
      if (!track) {
        unknown.push(detection)
        continue
      }
      seen.add(track)
      // A track that has slipped off its face, or has no landmarks yet, goes on from the latest detection.
      if (!track.square || track.missedFrames > 0) Object.assign(track, { next: square, steady: false })
    }
    this.#tracks = this.#tracks.filter((track) => {
      if (seen.has(track)) track.unseenSearches = 0
      else if (covers(track.square ?? track.nextSquare)) track.unseenSearches++
      return track.hasPresence || track.unseenSearches < MAX_UNSEEN_SEARCHES
    })
    for (const detection of unknown) this.#startTrack(detection, seen)
  }

  /** Begins a track, if there is room; a face that is lost, and that the detector does not see either, makes room. */
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

  /** Where the cascade shall look in this frame; each ask has the id of its track. */
  listRois(): Roi[] {
    return this.#tracks.map(({ id, nextSquare, isStable }) => ({
      id,
      square: nextSquare,
      stage1Passes: isStable ? 0 : 1,
    }))
  }

  /**
   * Takes the cascade's answers to `asks`, in any order, of the frame at `at` seconds; gives the faces
   * that are there, largest first. Without `smoothing` the landmarks stay as they are measured.
   */
  update(answers: readonly RoiResult[], at: number, smoothing?: Smoothing): TrackedFace[] {
    this.hasLostFace = false
    const faces = answers.flatMap((answer) => {
      const track = this.#tracks.find(({ id }) => id === answer.id)
      return track ? (this.#updateTrack(track, answer, at, smoothing) ?? []) : []
    })
    this.#tracks = this.#tracks.filter((track, i, all) => {
      if (track.missedFrames >= MAX_MISSED_FRAMES) return false
      const { square } = track
      if (!square) return true
      // Two tracks on one face: the older stays, unless it has lost the face.
      return !all
        .slice(0, i)
        .some((older) => older.missedFrames === 0 && older.square && isSameFace(older.square, square))
    })
    const left = new Set(this.#tracks.map(({ id }) => id))
    return faces.filter(({ id }) => left.has(id)).sort((p, q) => q.square.side - p.square.side)
  }

  #updateTrack(track: Track, face: RoiResult, at: number, smoothing?: Smoothing): TrackedFace | undefined {
    const { variants } = face
    track.hasPresence = face.presence !== undefined
    const square = computeLandmarkSquare(face.landmarks)
    const least = track.square ? MIN_PRESENCE : track.firstPresence
    if ((face.presence ?? 1) < least || square.side < MIN_FACE_SIDE_PX) {
      track.isStable = false
      this.hasLostFace = true
      // A new track has to show a face at once; an old one stays where it was.
      track.missedFrames = track.square ? track.missedFrames + 1 : MAX_MISSED_FRAMES
      return undefined
    }
    const last = track.square
    track.missedFrames = 0
    track.isStable = isWithin(STABLE_TRACK_LIMITS, face.square, square)
    track.square = square
    const rests = last && isWithin(DEAD_BAND, last, square) && isWithin(DEAD_BAND, track.nextSquare, square)
    if (!rests) {
      // A moving face is met where it will be.
      const [dx, dy] = last ? [0, 1].map((i) => square.centre[i] - last.centre[i]) : [0, 0]
      track.nextSquare = { ...square, centre: [square.centre[0] + dx, square.centre[1] + dy] }
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
