import { LANDMARK_COUNT } from '../geometry/face.ts'
import type { FaceRow, RowFace, RowMeasures, RowPose } from './face-row.ts'

const COORDINATES = 2 * LANDMARK_COUNT
/** Rows for which memory is taken at a time: about 1 MB. */
const ROWS_PER_CHUNK = 1024

/** Places of a row's numbers: its time, presence, pose and measures. */
const AT = {
  timestamp: 0,
  presence: 1,
  translation: 2,
  angles: 5,
  yaw: 8,
  pitch: 9,
  roll: 10,
  measures: 11,
} as const
const NUMBERS = 14

/** Parts that a row has, as bits. */
const HAS = { face: 1, presence: 2, confidences: 4, pose: 8, measures: 16 } as const

/** Numbers of many rows, each kind one after another. */
interface Chunk {
  /** Number of the frame and of the face. */
  readonly ids: Uint32Array
  readonly parts: Uint8Array
  readonly coordinates: Float32Array
  /** Taken with the first row that has confidences: not all variants predict them. */
  confidences: Float32Array | undefined
  /** As precise as they were computed, so that tables have the same digits. */
  readonly numbers: Float64Array
}

const createChunk = (): Chunk => ({
  ids: new Uint32Array(2 * ROWS_PER_CHUNK),
  parts: new Uint8Array(ROWS_PER_CHUNK),
  coordinates: new Float32Array(COORDINATES * ROWS_PER_CHUNK),
  confidences: undefined,
  numbers: new Float64Array(NUMBERS * ROWS_PER_CHUNK),
})

const takeThree = (values: Float64Array, at: number): [number, number, number] => [
  values[at]!,
  values[at + 1]!,
  values[at + 2]!,
]

function readPose(numbers: Float64Array): RowPose {
  return {
    translation: takeThree(numbers, AT.translation),
    openFaceAngles: takeThree(numbers, AT.angles),
    yaw: numbers[AT.yaw]!,
    pitch: numbers[AT.pitch]!,
    roll: numbers[AT.roll]!,
  }
}

function readMeasures(numbers: Float64Array): RowMeasures {
  const [eyeAspectRatioLeft, eyeAspectRatioRight, mouthAspectRatio] = takeThree(numbers, AT.measures)
  return { eyeAspectRatioLeft, eyeAspectRatioRight, mouthAspectRatio }
}

/**
 * Rows of a table, packed: 665 bytes each, 937 with confidences. An hour of one face at 25 frames a second needs 60 or
 * 84 MB, outside the heap that is searched for garbage.
 */
export class RowStore implements Iterable<FaceRow> {
  readonly #chunks: Chunk[] = []
  #length = 0

  get length(): number {
    return this.#length
  }

  /** Bytes of all rows. */
  get byteLength(): number {
    return this.#chunks.reduce(
      (sum, { ids, parts, coordinates, confidences, numbers }) =>
        sum +
        [ids, parts, coordinates, numbers].reduce((total, { byteLength }) => total + byteLength, 0) +
        (confidences?.byteLength ?? 0),
      0,
    )
  }

  /** Copies a row to the end. */
  add({ frame, faceId, timestampSeconds, face }: FaceRow): void {
    const at = this.#length % ROWS_PER_CHUNK
    if (at === 0) this.#chunks.push(createChunk())
    const chunk = this.#chunks[this.#chunks.length - 1]!
    chunk.ids.set([frame, faceId], 2 * at)
    const numbers = chunk.numbers.subarray(NUMBERS * at, NUMBERS * (at + 1))
    numbers[AT.timestamp] = timestampSeconds
    if (face) chunk.parts[at] = this.#addFace(chunk, at, numbers, face)
    this.#length++
  }

  #addFace(chunk: Chunk, at: number, numbers: Float64Array, face: RowFace): number {
    const { coordinates, confidences, presence, pose, measures } = face
    chunk.coordinates.set(coordinates, COORDINATES * at)
    let parts: number = HAS.face
    if (confidences) {
      parts |= HAS.confidences
      chunk.confidences ??= new Float32Array(LANDMARK_COUNT * ROWS_PER_CHUNK)
      chunk.confidences.set(confidences, LANDMARK_COUNT * at)
    }
    if (presence !== undefined) {
      parts |= HAS.presence
      numbers[AT.presence] = presence
    }
    if (pose) {
      parts |= HAS.pose
      const { translation, openFaceAngles, yaw, pitch, roll } = pose
      numbers.set([...translation, ...openFaceAngles, yaw, pitch, roll], AT.translation)
    }
    if (measures) {
      parts |= HAS.measures
      const { eyeAspectRatioLeft, eyeAspectRatioRight, mouthAspectRatio } = measures
      numbers.set([eyeAspectRatioLeft, eyeAspectRatioRight, mouthAspectRatio], AT.measures)
    }
    return parts
  }

  /**
   * Gets a row by its index; its landmarks are not copied.
   * @throws RangeError if there is none.
   */
  get(index: number): FaceRow {
    if (!(index >= 0 && index < this.#length)) throw new RangeError(`no row ${index} in ${this.#length}`)
    const chunk = this.#chunks[Math.floor(index / ROWS_PER_CHUNK)]!
    const at = index % ROWS_PER_CHUNK
    const numbers = chunk.numbers.subarray(NUMBERS * at, NUMBERS * (at + 1))
    return {
      frame: chunk.ids[2 * at]!,
      faceId: chunk.ids[2 * at + 1]!,
      timestampSeconds: numbers[AT.timestamp]!,
      face: chunk.parts[at]! & HAS.face ? this.#getFace(chunk, at, numbers) : undefined,
    }
  }

  #getFace({ parts, coordinates, confidences }: Chunk, at: number, numbers: Float64Array): RowFace {
    const has = (part: number) => (parts[at]! & part) > 0
    return {
      coordinates: coordinates.subarray(COORDINATES * at, COORDINATES * (at + 1)),
      confidences: has(HAS.confidences)
        ? confidences?.subarray(LANDMARK_COUNT * at, LANDMARK_COUNT * (at + 1))
        : undefined,
      presence: has(HAS.presence) ? numbers[AT.presence] : undefined,
      pose: has(HAS.pose) ? readPose(numbers) : undefined,
      measures: has(HAS.measures) ? readMeasures(numbers) : undefined,
    }
  }

  *[Symbol.iterator](): Generator<FaceRow, void> {
    for (let i = 0; i < this.#length; i++) yield this.get(i)
  }
}
