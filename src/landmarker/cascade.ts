import { cropOfSquare, toImage, type Crop } from '../geometry/crop.ts'
import { STAGES } from '../geometry/face.ts'
import { angleBetween, distance, type Point } from '../geometry/point.ts'
import { squareOfLandmarks, type Square } from '../geometry/square.ts'
import type { Cnn } from '../networks/cnn.ts'
import type { Cropper } from './cropper.ts'
import type { ImageSource } from './source.ts'

/** What one network saw and said of one face. Landmarks in pixels of the source image. */
export interface StageResult {
  readonly crop: Crop
  readonly landmarks: readonly Point[]
}

/** A face after stage 1. */
export interface Located {
  readonly stage1: StageResult
  /** The upright square that stage 1's landmarks give, from which stage 2's crop is cut. */
  readonly square: Square
}

/** What one network said of all faces, and the milliseconds it took, read-back included. */
export interface NetworkResult {
  readonly faces: StageResult[]
  readonly time: number
}

/**
 * Stage 1 looks again when its first look was this far off: more than it meets in training as the
 * detector's error, so that a box without a roll, or a wrong eye line, costs a look and not the face.
 */
const AGAIN = { roll: 0.26, shift: 0.12, size: 1.2, looks: 3 }

function isFar(start: Square, found: Square): boolean {
  const ratio = found.side / start.side
  return (
    Math.abs(angleBetween(found.roll, start.roll)) > AGAIN.roll ||
    distance(found.centre, start.centre) > AGAIN.shift * found.side ||
    Math.max(ratio, 1 / ratio) > AGAIN.size
  )
}

/** One or more networks of one stage on one square a face; the crops are cut once for all of them. */
export async function runStage(
  networks: readonly Cnn[],
  stage: 1 | 2,
  cropper: Cropper,
  source: ImageSource,
  squares: readonly Square[],
): Promise<NetworkResult[]> {
  if (squares.length === 0) return networks.map(() => ({ faces: [], time: 0 }))
  const { input, margin } = STAGES[stage - 1]
  const crops = squares.map((square) => cropOfSquare(square, margin, input))
  const pixels = cropper.cut(source, crops)
  try {
    const results: NetworkResult[] = []
    for (const network of networks) {
      const began = performance.now()
      const output = network.predict(pixels)
      try {
        const values = await output.data()
        results.push({ faces: facesOf(values, crops), time: performance.now() - began })
      } finally {
        output.dispose()
      }
    }
    return results
  } finally {
    pixels.dispose()
  }
}

function facesOf(values: ArrayLike<number>, crops: readonly Crop[]): StageResult[] {
  const length = values.length / crops.length
  return crops.map((crop, face) => {
    const landmarks: Point[] = []
    for (let i = face * length; i < (face + 1) * length; i += 2) {
      landmarks.push(toImage(crop, [values[i], values[i + 1]]))
    }
    return { crop, landmarks }
  })
}

/** Stage 1 of the cascade (section 6): takes out the roll and refines the square of each face. */
export async function locate(
  network: Cnn,
  cropper: Cropper,
  source: ImageSource,
  starts: readonly Square[],
): Promise<Located[]> {
  const look = async (squares: readonly Square[]) =>
    (await runStage([network], 1, cropper, source, squares))[0].faces
  const faces = (await look(starts)).map((stage1, i) => ({
    start: starts[i],
    stage1,
    square: squareOfLandmarks(stage1.landmarks),
  }))
  for (let looks = 1; looks < AGAIN.looks; looks++) {
    const far = faces.filter(({ start, square }) => isFar(start, square))
    if (far.length === 0) break
    const results = await look(far.map(({ square }) => square))
    for (const [i, face] of far.entries()) {
      face.start = face.square
      face.stage1 = results[i]
      face.square = squareOfLandmarks(results[i].landmarks)
    }
  }
  return faces.map(({ stage1, square }) => ({ stage1, square }))
}
