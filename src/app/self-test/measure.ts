import type { Point } from '../../geometry/point.ts'
import type { Square } from '../../geometry/square.ts'
import { distance } from '../../geometry/point.ts'
import type { BackendName } from '../../landmarker/backend/backends.ts'
import { createLandmarker, type Landmarker } from '../../landmarker/landmarker.ts'
import type { CascadeTimes } from '../../landmarker/result.ts'
import { computePercentiles, type Percentiles } from './percentiles.ts'

/** Runs whose times are left out: the first ones compile. */
const WARM_UP_RUNS = 3
/** One backend and variant is measured until it has had this many runs, or this long. */
const MOST_RUNS = 100
const LEAST_RUNS = 10
const LONGEST_MS = 5000

/** Picture of a face and the square to start from, alike for all backends. */
export interface TestPicture {
  readonly picture: ImageBitmap
  readonly start: Square
}

/** Times and landmarks of a variant on a backend. */
export interface Measurement {
  readonly backend: BackendName
  readonly variant: string
  /** Both stages on one face. */
  readonly landmarks: Percentiles
  /** One search of the whole picture for faces. */
  readonly detection: Percentiles
  readonly points: readonly Point[]
  readonly place: Landmarker['place']
  /** Memory on the graphics hardware, in MB. */
  readonly gpu: number | undefined
}

const sumStages = ({ stage1 = 0, stage2 }: CascadeTimes) => stage1 + stage2

/** Repeats a run until there are enough times of it, in milliseconds. */
async function collectTimes(run: () => Promise<number>): Promise<Percentiles> {
  for (let i = 0; i < WARM_UP_RUNS; i++) await run()
  const times: number[] = []
  const end = performance.now() + LONGEST_MS
  while (times.length < MOST_RUNS && (times.length < LEAST_RUNS || performance.now() < end))
    times.push(await run())
  return computePercentiles(times)
}

/**
 * Finds the face of a picture, from which all measurements start.
 * @throws Error if there is none.
 */
export async function findStart(picture: ImageBitmap): Promise<Square> {
  const landmarker = await createLandmarker({ backend: 'wasm' })
  try {
    const { faces } = await landmarker.detect(picture, { maxFaces: 1, stage1Passes: 1 })
    const [face] = faces
    if (!face) throw new Error('no face was found in the sample photo')
    return face.square
  } finally {
    await landmarker.dispose()
  }
}

/**
 * Measures a variant on a backend.
 * @throws LandmarkerError if the backend does not start.
 */
export async function measure(
  backend: BackendName,
  variant: string,
  { picture, start }: TestPicture,
): Promise<Measurement> {
  const landmarker = await createLandmarker({ backend, variant })
  try {
    const run = async () => landmarker.landmarks(picture, [start], { stage1Passes: 1 })
    const landmarks = await collectTimes(async () => sumStages((await run()).times))
    const detection = await collectTimes(
      async () =>
        (await landmarker.detect(picture, { range: 'short', maxFaces: 1, stage1Passes: 0 })).times.detection,
    )
    const points = (await run()).faces[0]!.landmarks
    const { place, gpuBytes } = landmarker
    const gpu = gpuBytes === undefined ? undefined : gpuBytes / 1e6
    return { backend, variant, landmarks, detection, points, place, gpu }
  } finally {
    await landmarker.dispose()
  }
}

/** Distances between the landmarks of two measurements, in pixels of the picture. */
export interface Disagreement {
  readonly mean: number
  readonly max: number
}

/** Computes how far the landmarks of two measurements are apart. */
export function computeDisagreement(one: Measurement, other: Measurement): Disagreement {
  const distances = one.points.map((point, i) => distance(point, other.points[i]!))
  return { mean: distances.reduce((sum, d) => sum + d, 0) / distances.length, max: Math.max(...distances) }
}
