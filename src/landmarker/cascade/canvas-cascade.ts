import { cropAtSquare, toImagePoint, type Crop } from '../../geometry/crop.ts'
import { LANDMARK_COUNT, STAGES } from '../../geometry/face.ts'
import { subtractAngles, distance, type Point } from '../../geometry/point.ts'
import { computeLandmarkSquare, type Square } from '../../geometry/square.ts'
import type { Network, OutputColumns } from '../../networks/output.ts'
import { computeConfidence } from './confidence.ts'
import { chooseSamplingSize } from './crop-pixels.ts'
import type { Cropper } from './cropper.ts'
import type { RoiResult, Roi, CascadeResult, StageResult } from '../result.ts'
import type { ImageSource } from '../source.ts'
import type { Variant } from '../models/variant.ts'

/**
 * Stage 1 looks again when its first look was this far off: more than it meets in training as the
 * detector's error, so that a box without a roll, or a wrong eye line, costs a look and not the face.
 */
const STAGE1_REPEAT_LIMITS = { roll: 0.26, shift: 0.12, size: 1.2 }

function needsAnotherPass(start: Square, found: Square): boolean {
  const ratio = found.side / start.side
  return (
    Math.abs(subtractAngles(found.roll, start.roll)) > STAGE1_REPEAT_LIMITS.roll ||
    distance(found.centre, start.centre) > STAGE1_REPEAT_LIMITS.shift * found.side ||
    Math.max(ratio, 1 / ratio) > STAGE1_REPEAT_LIMITS.size
  )
}

/** A network's output for one face, read back. */
interface StageOutput extends StageResult {
  readonly presence: number | undefined
  readonly confidence: readonly number[] | undefined
}

/** A face whose square stage 1 has looked for, as often as it was asked to. */
interface LocatedFace {
  readonly id: number
  /** Most looks. */
  readonly maxPasses: number
  /** The square before the last look; undefined if there was none. */
  start: Square | undefined
  square: Square
  stage1: StageOutput | undefined
}

/** From a row of a network's output: x and y in turn in pixels of the crop, then what `columns` says. */
export function decodeOutput(
  row: ArrayLike<number>,
  crop: Crop,
  { presence, expectedError }: OutputColumns,
): StageOutput {
  const landmarks: Point[] = []
  for (let i = 0; i < 2 * LANDMARK_COUNT; i += 2) landmarks.push(toImagePoint(crop, [row[i], row[i + 1]]))
  const scale = crop.side / crop.size
  const errors = expectedError === undefined ? [] : landmarks.map((_, i) => row[expectedError + i] * scale)
  return {
    crop,
    landmarks,
    presence: presence === undefined ? undefined : computeSigmoid(row[presence]),
    confidence: expectedError === undefined ? undefined : computeConfidence(landmarks, errors),
  }
}

const computeSigmoid = (x: number) => 1 / (1 + Math.exp(-x))

/** The cascade (section 6) with crops cut on a canvas, and the CPU in between. */
export class CanvasCascade {
  readonly #cropper: Cropper

  constructor(cropper: Cropper) {
    this.#cropper = cropper
  }

  /**
   * The first variant's CNN-6 finds the squares for all; `stages` 1 ends after it. A variant without CNN-7
   * gives what its own CNN-6 says.
   */
  async run(
    variants: readonly Variant[],
    source: ImageSource,
    asks: readonly Roi[],
    stages: 1 | 2,
  ): Promise<CascadeResult> {
    const began = performance.now()
    const located = await this.#locateFaces(variants[0].stage1, source, asks)
    const middle = performance.now()
    const squares = located.map(({ square }) => square)
    const guesses = located.map(({ start, square }) => (start ?? square).side)
    const outputs = new Map<string, StageOutput[]>()
    const times: Record<string, number> = {}
    if (stages === 2) {
      const complete = variants.filter(({ stage2 }) => stage2)
      const networks = complete.flatMap(({ stage2 }) => stage2 ?? [])
      const results = await this.#runStage(networks, 2, source, squares, guesses)
      for (const [i, { faces, time }] of results.entries()) {
        outputs.set(complete[i].name, faces)
        times[complete[i].name] = time
      }
      for (const [i, { name, stage1, stage2 }] of variants.entries()) {
        if (stage2) continue
        const { faces, time } = await this.#runStage1Alone(stage1, source, located, i === 0)
        outputs.set(name, faces)
        times[name] = time
      }
    }
    const said = variants.flatMap(({ name }) => {
      const found = outputs.get(name)
      return found ? [[name, found] as const] : []
    })
    const faces = located.map(({ id, stage1, square }, i): RoiResult => {
      const first = said.at(0)?.[1][i]
      return {
        id,
        stage1: stage1 && { crop: stage1.crop, landmarks: stage1.landmarks },
        square,
        landmarks: first?.landmarks ?? stage1?.landmarks ?? [],
        variants: Object.fromEntries(said.map(([name, found]) => [name, found[i].landmarks])),
        presence: first?.presence,
        confidence: first?.confidence,
      }
    })
    return {
      faces,
      times: { stage1: middle - began, stage2: performance.now() - middle, variants: times },
    }
  }

  /** Stage 1: takes out the roll and refines the square of each face that asks for it. */
  async #locateFaces(network: Network, source: ImageSource, asks: readonly Roi[]): Promise<LocatedFace[]> {
    const faces = asks.map(({ id, square, stage1Passes: looks }): LocatedFace => ({
      id,
      maxPasses: looks,
      start: undefined,
      square,
      stage1: undefined,
    }))
    for (let looks = 0; ; looks++) {
      const again = faces.filter(
        ({ maxPasses: most, start, square }) => looks < most && (!start || needsAnotherPass(start, square)),
      )
      if (again.length === 0) return faces
      const squares = again.map(({ square }) => square)
      const sides = squares.map(({ side }) => side)
      const [{ faces: results }] = await this.#runStage([network], 1, source, squares, sides)
      for (const [i, face] of again.entries()) {
        face.start = face.square
        face.stage1 = results[i]
        face.square = computeLandmarkSquare(results[i].landmarks)
      }
    }
  }

  /**
   * A variant that ends after CNN-6: what that said last, or says of the square where it has not looked.
   * `located` tells whether it was this CNN-6 that looked for the squares.
   */
  async #runStage1Alone(
    network: Network,
    source: ImageSource,
    faces: readonly LocatedFace[],
    located: boolean,
  ) {
    const began = performance.now()
    const rest = located ? faces.filter(({ stage1 }) => !stage1) : faces
    const squares = rest.map(({ square }) => square)
    const sides = squares.map(({ side }) => side)
    const [{ faces: looked }] = await this.#runStage([network], 1, source, squares, sides)
    const outputs = faces.map((face) => {
      const output = looked[rest.indexOf(face)] ?? face.stage1
      if (!output) throw new Error('a face has been looked at by no network')
      return output
    })
    return { faces: outputs, time: performance.now() - began }
  }

  /**
   * One or more networks of one stage on one square a face; the crops are cut once for all of them.
   * `guesses` are the sides that decide how finely crops are sampled: those before the last look, which
   * is what the GPU knows too.
   */
  async #runStage(
    networks: readonly Network[],
    stage: 1 | 2,
    source: ImageSource,
    squares: readonly Square[],
    guesses: readonly number[],
  ) {
    if (squares.length === 0) return networks.map(() => ({ faces: [] as StageOutput[], time: 0 }))
    const { input, margin } = STAGES[stage - 1]
    const crops = squares.map((square) => cropAtSquare(square, margin, input))
    const fine = guesses.map((side) => chooseSamplingSize(side * margin, input))
    const pixels = this.#cropper.cut(source, crops, fine)
    try {
      const results: { faces: StageOutput[]; time: number }[] = []
      for (const network of networks) {
        const began = performance.now()
        const output = network.predict(pixels)
        try {
          const values = await output.data()
          const length = values.length / crops.length
          const faces = crops.map((crop, i) =>
            decodeOutput(values.subarray(i * length, (i + 1) * length), crop, network.columns),
          )
          results.push({ faces, time: performance.now() - began })
        } finally {
          output.dispose()
        }
      }
      return results
    } finally {
      pixels.dispose()
    }
  }
}
