import type { Point } from '../geometry/point.ts'
import { computeAnnotationSquare } from '../geometry/square.ts'
import { decodeNumbers, encodeNumbers } from './base64-numbers.ts'
import { computeFaceNme, NORMALISERS, type Normaliser, type ScoredFace } from './face-metrics.ts'
import { FACE_REGIONS } from './face-regions.ts'
import { LANDMARK_COUNT } from '../geometry/face.ts'
import { WorstFaceList } from './worst-faces.ts'

/**
 * Content of models/test-faces.json, written by `npm run test-faces`: errors of the bundled variants on each test face,
 * and the outlines of the worst ones. No photos, and no names of photos. Numbers are in `encodeNumbers`'s base64.
 */
export interface TestFacesFile {
  /** Test faces, and the boxes that the landmarker starts from. */
  readonly protocol: string
  readonly variants: readonly string[]
  /** Inter-pupil distance of each face, in RATIO_UNIT of its inter-ocular one. */
  readonly pupil: string
  /** Yaw of each true face, in RATIO_UNIT; see `computeYaw`. */
  readonly yaw: string
  /** Mean error of each face, variant and region, in UNIT of the inter-ocular distance; -1 if it was not found. */
  readonly errors: string
  /** Indices of the faces with outlines. */
  readonly outlined: readonly number[]
  /** True points of each of those faces, then every variant's, in SHAPE_UNIT of the annotated box, from its centre. */
  readonly outlines: string
}

/** Unit of the errors: 0.002 percent, so that means have RESULTS.md's two decimals, and 65 percent can be written. */
const UNIT = 2e-5
const RATIO_UNIT = 1e-4
const SHAPE_UNIT = 1 / 2048
/** Coordinate of a face that was not found. */
const NOT_FOUND = -32_768

/** Most faces of which outlines are written. */
const MAX_OUTLINED = 24

/** Outlines of a face, in sides of its annotated box, whose centre is (0, 0). */
export interface OutlinedFace {
  readonly truth: readonly Point[]
  /** Points of each variant; undefined if it did not find the face. */
  readonly found: Readonly<Record<string, readonly Point[] | undefined>>
}

/** Results on the test faces, decoded. */
export interface TestFaces {
  readonly protocol: string
  readonly variants: readonly string[]
  readonly results: readonly ScoredFace[]
  /** Outlines of the worst faces, by index in `results`. */
  readonly outlines: ReadonlyMap<number, OutlinedFace>
}

/** Face with its true points and those that each variant found, in pixels of its photo. */
export interface PredictedTestFace {
  readonly scored: ScoredFace
  readonly truth: readonly Point[]
  readonly found: Readonly<Record<string, readonly Point[] | undefined>>
}

/** Ranks the faces by a variant's error, the worst first, and returns the first ones. */
function rankWorst(results: readonly ScoredFace[], variant: string, by: Normaliser, size: number): number[] {
  const list = new WorstFaceList(size)
  for (const [i, result] of results.entries()) list.add(i, computeFaceNme(result, variant, by))
  return list.faces.map(({ face }) => face)
}

/** Chooses the faces to outline: as many of each variant's worst ones, by both distances, as there is room for. */
function chooseOutlined(results: readonly ScoredFace[], variants: readonly string[]): number[] {
  let chosen = new Set<number>()
  for (let size = 1; size <= results.length; size++) {
    const next = new Set(
      variants.flatMap((variant) => NORMALISERS.flatMap((by) => rankWorst(results, variant, by, size))),
    )
    if (next.size > MAX_OUTLINED) break
    chosen = next
  }
  return [...chosen].sort((p, q) => p - q)
}

/** Encodes the results on the test faces. */
export function encodeTestFaces(
  protocol: string,
  variants: readonly string[],
  faces: readonly PredictedTestFace[],
): TestFacesFile {
  const inUnits = (value: number, unit: number) => Math.round(value / unit)
  const results = faces.map(({ scored }) => scored)
  const errors = results.flatMap(({ errors: of, ocular }) =>
    variants.flatMap((variant) => {
      const distances = of[variant]
      return distances
        ? distances.regions.map((value) => inUnits(value / ocular, UNIT))
        : FACE_REGIONS.map(() => -1)
    }),
  )
  const outlined = chooseOutlined(results, variants)
  const outlines = outlined.flatMap((index) => {
    const { truth, found } = faces[index]!
    const { centre, side } = computeAnnotationSquare(truth)
    const place = (value: number, axis: 0 | 1) => inUnits((value - centre[axis]) / side, SHAPE_UNIT)
    return [truth, ...variants.map((variant) => found[variant])].flatMap((points) =>
      truth.flatMap((_, i) => {
        const point = points?.[i]
        return point ? [place(point[0], 0), place(point[1], 1)] : [NOT_FOUND, NOT_FOUND]
      }),
    )
  })
  return {
    protocol,
    variants,
    pupil: encodeNumbers(results.map(({ pupil, ocular }) => inUnits(pupil / ocular, RATIO_UNIT))),
    yaw: encodeNumbers(results.map(({ yaw }) => inUnits(yaw, RATIO_UNIT))),
    errors: encodeNumbers(errors),
    outlined,
    outlines: encodeNumbers(outlines),
  }
}

/** Computes the mean over all points from those of the regions. */
function combineRegions(regions: readonly number[]): number {
  const sum = FACE_REGIONS.reduce((total, { from, to }, i) => total + (to - from) * regions[i]!, 0)
  return sum / LANDMARK_COUNT
}

/** Takes the values in pieces of one length. */
function split<T>(values: readonly T[], length: number): T[][] {
  return Array.from({ length: values.length / length }, (_, i) => values.slice(i * length, (i + 1) * length))
}

/** Decodes the results on the test faces; the inter-ocular distance of each face is 1. */
export function decodeTestFaces(file: TestFacesFile): TestFaces {
  const { protocol, variants } = file
  const yaws = decodeNumbers(file.yaw)
  const errors = split(split(decodeNumbers(file.errors), FACE_REGIONS.length), variants.length)
  const results = decodeNumbers(file.pupil).map((pupil, i): ScoredFace => {
    const byVariant = variants.map((variant, v) => {
      const regions = errors[i]![v]!.map((value) => value * UNIT)
      const isFound = errors[i]![v]!.every((value) => value >= 0)
      return [variant, isFound ? { all: combineRegions(regions), regions } : undefined] as const
    })
    return {
      photo: '',
      face: i + 1,
      ocular: 1,
      pupil: pupil * RATIO_UNIT,
      yaw: yaws[i]! * RATIO_UNIT,
      errors: Object.fromEntries(byVariant),
    }
  })
  const points = split(decodeNumbers(file.outlines), 2)
  const shapes = split(split(points, LANDMARK_COUNT), variants.length + 1)
  const outlines = file.outlined.map((index, i) => {
    const [truth, ...found] = shapes[i]!.map((shape) =>
      shape.some(([x]) => x === NOT_FOUND)
        ? undefined
        : shape.map((point): Point => [point[0]! * SHAPE_UNIT, point[1]! * SHAPE_UNIT]),
    )
    const byVariant = variants.map((variant, v) => [variant, found[v]] as const)
    return [index, { truth: truth ?? [], found: Object.fromEntries(byVariant) }] as const
  })
  return { protocol, variants, results, outlines: new Map(outlines) }
}

/** Lists the outlined faces that are certain to be a variant's worst ones by a distance, the worst first. */
export function listWorstOutlined(
  { results, variants, outlines }: TestFaces,
  variant: string,
  by: Normaliser,
): number[] {
  if (!variants.includes(variant)) return []
  const ranked = rankWorst(results, variant, by, outlines.size)
  const first = ranked.findIndex((face) => !outlines.has(face))
  return first < 0 ? ranked : ranked.slice(0, first)
}
