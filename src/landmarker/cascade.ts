import { cropOfSquare, toImage, type Crop } from '../geometry/crop.ts'
import { STAGES } from '../geometry/face.ts'
import { angleBetween, distance, type Point } from '../geometry/point.ts'
import { squareOfLandmarks, type Square } from '../geometry/square.ts'
import type { Cnn } from '../networks/cnn.ts'
import type { Cropper } from './cropper.ts'
import type { ImageSource } from './source.ts'
import type { Variant } from './variant.ts'

/** What one stage saw and said. Landmarks in pixels of the source image. */
export interface StageResult {
  readonly crop: Crop
  readonly landmarks: readonly Point[]
}

/** A face through the cascade. */
export interface CascadeResult {
  readonly stage1: StageResult
  /** The upright square that stage 1's landmarks give, from which stage 2's crop is cut. */
  readonly square: Square
  readonly stage2: StageResult | undefined
  /** The best landmarks there are: stage 2's, or stage 1's where the cascade ends there. */
  readonly landmarks: readonly Point[]
}

/** Milliseconds a stage took for all faces, crops and read-back included. */
export interface CascadeTimes {
  readonly stage1: number
  readonly stage2: number
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

/** One network on one square a face. */
export async function runStage(
  network: Cnn,
  stage: 1 | 2,
  cropper: Cropper,
  source: ImageSource,
  squares: readonly Square[],
): Promise<StageResult[]> {
  if (squares.length === 0) return []
  const { input, margin } = STAGES[stage - 1]
  const crops = squares.map((square) => cropOfSquare(square, margin, input))
  const pixels = cropper.cut(source, crops)
  const output = network.predict(pixels)
  try {
    const values = await output.data()
    const length = values.length / crops.length
    return crops.map((crop, face) => {
      const landmarks: Point[] = []
      for (let i = face * length; i < (face + 1) * length; i += 2) {
        landmarks.push(toImage(crop, [values[i], values[i + 1]]))
      }
      return { crop, landmarks }
    })
  } finally {
    pixels.dispose()
    output.dispose()
  }
}

/**
 * The cascade of the paper (section 6): stage 1 takes out the roll and refines the square, stage 2
 * finds the landmarks in the upright crop. `stages` 1 ends after the first.
 */
export async function runCascade(
  variant: Variant,
  cropper: Cropper,
  source: ImageSource,
  starts: readonly Square[],
  stages: 1 | 2 = 2,
): Promise<{ faces: CascadeResult[]; times: CascadeTimes }> {
  const began = performance.now()
  const first = await runStage(variant.stage1, 1, cropper, source, starts)
  const looked = first.map((result, i) => ({
    result,
    start: starts[i],
    square: squareOfLandmarks(result.landmarks),
  }))
  for (let look = 1; look < AGAIN.looks; look++) {
    const far = looked.filter(({ start, square }) => isFar(start, square))
    const results = await runStage(
      variant.stage1,
      1,
      cropper,
      source,
      far.map((face) => face.square),
    )
    for (const [i, face] of far.entries()) {
      face.start = face.square
      face.result = results[i]
      face.square = squareOfLandmarks(results[i].landmarks)
    }
    if (far.length === 0) break
  }
  const middle = performance.now()
  const squares = looked.map(({ square }) => square)
  const second = stages === 2 ? await runStage(variant.stage2, 2, cropper, source, squares) : []
  const times = { stage1: middle - began, stage2: performance.now() - middle }
  const faces = looked.map(({ result, square }, i) => ({
    stage1: result,
    square,
    stage2: second[i] as StageResult | undefined,
    landmarks: (second[i] ?? result).landmarks,
  }))
  return { faces, times }
}
