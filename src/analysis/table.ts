import { LANDMARK_COUNT } from '../geometry/face.ts'
import type { FaceRow } from './face-row.ts'

const NAMES = {
  face: ['frame', 'face_id', 'timestamp', 'confidence', 'success'],
  pose: ['pose_Tx', 'pose_Ty', 'pose_Tz', 'pose_Rx', 'pose_Ry', 'pose_Rz'],
  ours: ['ear_left', 'ear_right', 'mouth_aspect_ratio', 'yaw', 'pitch', 'roll', 'variant'],
} as const
const INDICES = Array.from({ length: LANDMARK_COUNT }, (_, i) => i)

/**
 * Columns of the table: first OpenFace's, with its names, order and units, then ours. `confidence_0` to
 * `confidence_67` are those of the landmarks.
 */
export const TABLE_COLUMNS: readonly string[] = [
  ...NAMES.face,
  ...NAMES.pose,
  ...INDICES.map((i) => `x_${i}`),
  ...INDICES.map((i) => `y_${i}`),
  ...NAMES.ours,
  ...INDICES.map((i) => `confidence_${i}`),
]

/** First line of the table. */
export const TABLE_HEADER = `${TABLE_COLUMNS.join(',')}\n`

/** Number of rows formatted at a time. */
const ROWS_PER_PART = 500

/** Formats a number with at most `digits` decimals; an empty field if there is none. */
const formatField = (value: number | undefined, digits: number) =>
  value === undefined || !Number.isFinite(value) ? '' : String(Number(value.toFixed(digits)) + 0)

const formatAll = (values: ArrayLike<number> | undefined, count: number, digits: number) =>
  Array.from({ length: count }, (_, i) => formatField(values?.[i], digits))

/** Formats a row; fields that have no value are empty, those of a frame without a face nearly all. */
function formatRow({ frame, faceId, timestampSeconds, face }: FaceRow, variant: string): string {
  const { pose, measures } = face ?? {}
  const fields = [
    String(frame),
    String(faceId),
    formatField(timestampSeconds, 6),
    face ? formatField(face.presence, 4) : '0',
    face ? '1' : '0',
    ...formatAll(pose?.translation, 3, 2),
    ...formatAll(pose?.openFaceAngles, 3, 5),
    ...formatAll(face?.coordinates, 2 * LANDMARK_COUNT, 2),
    formatField(measures?.eyeAspectRatioLeft, 4),
    formatField(measures?.eyeAspectRatioRight, 4),
    formatField(measures?.mouthAspectRatio, 4),
    formatField(pose?.yaw, 3),
    formatField(pose?.pitch, 3),
    formatField(pose?.roll, 3),
    variant,
    ...formatAll(face?.confidences, LANDMARK_COUNT, 3),
  ]
  return `${fields.join(',')}\n`
}

/** Formats rows as CSV, in parts: an hour of video has more than a string may hold. The header comes first. */
export function* formatTable(rows: Iterable<FaceRow>, variant: string): Generator<string, void> {
  yield TABLE_HEADER
  yield* formatTableRows(rows, variant)
}

/** Formats rows as the lines of a table that come after its header, in parts. */
export function formatTableRows(rows: Iterable<FaceRow>, variant: string): Generator<string, void> {
  return joinParts(rows, (row) => formatRow(row, variant))
}

/** Formats items and joins them to parts of many. */
export function* joinParts<T>(items: Iterable<T>, format: (item: T) => string): Generator<string, void> {
  let part: string[] = []
  for (const item of items) {
    part.push(format(item))
    if (part.length < ROWS_PER_PART) continue
    yield part.join('')
    part = []
  }
  yield part.join('')
}
