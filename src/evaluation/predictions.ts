import type { Point } from '../geometry/point.ts'
import { describeInvalidCoordinates } from './coordinates.ts'
import { parseCsv } from './csv.ts'
import { FormatError, truncateName } from './format-error.ts'
import { parseJsonText } from './json-text.ts'
import { POINT_COUNTS, toSixtyEight } from './mesh-mapping.ts'
import { parsePtsPoints } from './pts.ts'

/** Face that a method found in a photo: 68 landmarks in pixels of the photo, whose top-left corner is (0, 0). */
export interface PredictedFace {
  /** Path of the photo or of the .pts file, as the method's file gives it. */
  readonly photo: string
  readonly landmarks: readonly Point[]
}

/** Names of the column or property with the photo's path. */
const PHOTO_NAMES = ['photo', 'image', 'file', 'filename', 'path']

/** Checks the coordinates and the number of points of one face, and converts a mesh to 68 landmarks. */
function createPredictedFace(photo: string, points: readonly Point[]): PredictedFace {
  const wrong = describeInvalidCoordinates(points.flat())
  const name = truncateName(photo)
  if (wrong) throw new FormatError(`${name}: ${wrong}`)
  if (!POINT_COUNTS.some((count) => count === points.length))
    throw new FormatError(
      `${name}: there are ${points.length} points; ${POINT_COUNTS.join(', ')} can be read`,
    )
  return { photo, landmarks: toSixtyEight(points) }
}

/** Finds the columns x_0, x_1, … (or x0, x1, …), as many as there are without a gap. */
function findColumns(head: readonly string[], axis: 'x' | 'y'): number[] {
  const columns: number[] = []
  for (;;) {
    const number = columns.length
    const column = head.findIndex((name) => name === `${axis}_${number}` || name === `${axis}${number}`)
    if (column < 0) return columns
    columns.push(column)
  }
}

/** Parses a number; an empty field is none. */
const parseField = (field: string | undefined) => (field ? Number(field) : NaN)

/**
 * Parses predictions in CSV: one face a row, with a column `photo` (or image, file, filename, path) and columns x_0,
 * y_0, x_1, … as in OpenFace's tables. Rows without coordinates are photos in which nothing was found.
 * @throws FormatError if it is not such a table.
 */
function parseCsvPredictions(text: string): PredictedFace[] {
  const [head = [], ...rows] = parseCsv(text)
  const names = head.map((name) => name.toLowerCase())
  const photoColumn = names.findIndex((name) => PHOTO_NAMES.includes(name))
  if (photoColumn < 0) throw new FormatError('its first row names no column "photo"')
  const [x, y] = [findColumns(names, 'x'), findColumns(names, 'y')]
  if (x.length === 0 || x.length !== y.length)
    throw new FormatError(
      `its first row names ${x.length} columns x_0, x_1, … and ${y.length} columns y_0, y_1, …`,
    )
  return rows.flatMap((row) => {
    const photo = row.at(photoColumn)
    if (!photo) throw new FormatError('one of its rows names no photo')
    if ([...x, ...y].every((column) => !row[column])) return []
    return [
      createPredictedFace(
        photo,
        x.map((column, i): Point => [parseField(row[column]), parseField(row[y[i]!])]),
      ),
    ]
  })
}

function parsePoint(value: unknown): Point {
  const pair: readonly unknown[] = Array.isArray(value)
    ? value
    : typeof value === 'object' && value !== null && 'x' in value && 'y' in value
      ? [value.x, value.y]
      : []
  const [x, y] = pair
  if (typeof x !== 'number' || typeof y !== 'number') throw new FormatError('one of its points is not [x, y]')
  return [x, y]
}

function parseJsonFace(photo: string, landmarks: unknown): PredictedFace[] {
  if (landmarks === null) return []
  if (!Array.isArray(landmarks)) throw new FormatError(`${truncateName(photo)} has no list of landmarks`)
  return [createPredictedFace(photo, landmarks.map(parsePoint))]
}

/**
 * Parses predictions in JSON: a list of {"photo": path, "landmarks": [[x, y], …]}, one entry a face, or an object of
 * lists of points by path. Points may be {"x": …, "y": …} too; landmarks null say that nothing was found.
 * @throws FormatError if it is not such a text.
 */
function parseJsonPredictions(text: string): PredictedFace[] {
  const value = parseJsonText(text)
  if (typeof value !== 'object' || value === null) throw new FormatError('it holds no list of faces')
  if (!Array.isArray(value))
    return Object.entries(value).flatMap(([photo, points]) => parseJsonFace(photo, points))
  return value.flatMap((entry: unknown) => {
    const fields = new Map(typeof entry === 'object' && entry !== null ? Object.entries(entry) : [])
    const photo: unknown = PHOTO_NAMES.map((name) => fields.get(name) as unknown).find(
      (path) => typeof path === 'string',
    )
    if (typeof photo !== 'string') throw new FormatError('one of its faces names no photo')
    return parseJsonFace(photo, fields.get('landmarks') ?? null)
  })
}

/** Tells whether a file may hold predictions: .pts, .csv or .json. */
export function isPredictionFile(path: string): boolean {
  return /\.(pts|csv|json)$/i.test(path)
}

/**
 * Parses the faces in a file of predictions by its extension: .csv, .json, or .pts with one face, whose photo has the
 * same path but for the extension. Faces have 68 points, or 468 or 478 of MediaPipe's face mesh.
 * @throws FormatError with a clause that follows the file's name if it cannot be read.
 */
export function parsePredictions(path: string, text: string): PredictedFace[] {
  if (/\.pts$/i.test(path)) return [createPredictedFace(path, parsePtsPoints(text))]
  if (/\.csv$/i.test(path)) return parseCsvPredictions(text)
  if (/\.json$/i.test(path)) return parseJsonPredictions(text)
  throw new FormatError('predictions are .pts, .csv or .json files')
}
