import { cropAtSquare, toImagePoint, type Crop } from '../../geometry/crop.ts'
import { LANDMARK_COUNT, STAGES } from '../../geometry/face.ts'
import { subtractAngles, distance, type Point } from '../../geometry/point.ts'
import { computeLandmarkSquare, type Square } from '../../geometry/square.ts'
import type { Network, OutputColumns } from '../../networks/output.ts'
import { computeConfidence } from './confidence.ts'
import { chooseSamplingSize } from './crop-pixels.ts'
import type { Cropper } from './cropper.ts'
import type { RoiResult, Roi, CascadeResult, StageResult } from '../result.ts'
import type { CropSource } from '../pixel-image.ts'
import type { Variant } from '../models/variant.ts'

/**
 * Stage 1 runs again if its last pass changed the square by more than this: the roll in radians, the shift in sides, the
 * ratio of the sides. The limits exceed the detector error simulated in training, so a missing or wrong roll costs one
 * extra pass instead of the face.
 */
const REPEAT_LIMITS = { roll: 0.26, shift: 0.12, size: 1.2 }
/**
 * The same for a face turned by more than `TURNED_ROLL` radians, of which detectors give worse boxes: stage 1 runs until
 * the square settles. On photos turned by 60 degrees that lowers the NME of lite from 5.08% to 4.92% and that of precise
 * from 4.46% to 4.42% (detected boxes of the validation faces); upright faces gain nothing by more passes.
 */
const TURNED_REPEAT_LIMITS = { roll: 0.03, shift: 0.03, size: 1.03 }
const TURNED_ROLL = 0.35

function needsAnotherPass(start: Square, found: Square): boolean {
  const { roll, shift, size } = Math.abs(start.roll) > TURNED_ROLL ? TURNED_REPEAT_LIMITS : REPEAT_LIMITS
  const ratio = found.side / start.side
  return (
    Math.abs(subtractAngles(found.roll, start.roll)) > roll ||
    distance(found.centre, start.centre) > shift * found.side ||
    Math.max(ratio, 1 / ratio) > size
  )
}

/** Decoded output of a network for one face. */
interface StageOutput extends StageResult {
  readonly presence: number | undefined
  readonly confidence: readonly number[] | undefined
}

/** Face whose square stage 1 refines. */
interface LocatedFace {
  readonly id: number
  /** Maximum number of stage 1 passes. */
  readonly maxPasses: number
  /** Square before the last pass; undefined before the first. */
  start: Square | undefined
  square: Square
  stage1: StageOutput | undefined
}

/**
 * Decodes a row of a network's output: x and y of each landmark in pixels of the crop, then the outputs listed in
 * `columns`. The result is in pixels of the image.
 */
export function decodeOutput(
  row: ArrayLike<number>,
  crop: Crop,
  { presence, expectedError }: OutputColumns,
): StageOutput {
  const landmarks: Point[] = []
  for (let i = 0; i < 2 * LANDMARK_COUNT; i += 2) landmarks.push(toImagePoint(crop, [row[i]!, row[i + 1]!]))
  const scale = crop.side / crop.size
  const errors = expectedError === undefined ? [] : landmarks.map((_, i) => row[expectedError + i]! * scale)
  return {
    crop,
    landmarks,
    presence: presence === undefined ? undefined : computeSigmoid(row[presence]!),
    confidence: expectedError === undefined ? undefined : computeConfidence(landmarks, errors),
  }
}

const computeSigmoid = (x: number) => 1 / (1 + Math.exp(-x))

/** Collects the confidence of the variants that have one, by name. */
export function collectConfidences(
  outputs: readonly (readonly [name: string, output: Pick<StageOutput, 'confidence'>])[],
): Record<string, readonly number[]> {
  return Object.fromEntries(
    outputs.flatMap(([name, { confidence }]) => (confidence ? [[name, confidence] as const] : [])),
  )
}

/** Cascade (section 6 of the paper) that cuts its crops on a canvas and reads every stage's output back. */
export class CanvasCascade {
  readonly #cropper: Cropper

  constructor(cropper: Cropper) {
    this.#cropper = cropper
  }

  /**
   * Runs the cascade. The first variant's CNN-6 refines the squares for all variants; `stages` 1 ends after it. A
   * variant without CNN-7 returns the landmarks of its own CNN-6.
   */
  async run(
    variants: readonly Variant[],
    source: CropSource,
    rois: readonly Roi[],
    stages: 1 | 2,
  ): Promise<CascadeResult> {
    const startedAt = performance.now()
    const located = await this.#locateFaces(variants[0]!.stage1, source, rois)
    const stage1EndedAt = performance.now()
    const squares = located.map(({ square }) => square)
    const sidesBefore = located.map(({ start, square }) => (start ?? square).side)
    const outputs = new Map<string, StageOutput[]>()
    const times: Record<string, number> = {}
    if (stages === 2) {
      const complete = variants.filter(({ stage2 }) => stage2)
      const networks = complete.flatMap(({ stage2 }) => stage2 ?? [])
      const results = await this.#runStage(networks, 2, source, squares, sidesBefore)
      for (const [i, { faces, time }] of results.entries()) {
        const { name } = complete[i]!
        outputs.set(name, faces)
        times[name] = time
      }
      for (const [i, { name, stage1, stage2 }] of variants.entries()) {
        if (stage2) continue
        const { faces, time } = await this.#runStage1Alone(stage1, source, located, i === 0)
        outputs.set(name, faces)
        times[name] = time
      }
    }
    const byVariant = variants.flatMap(({ name }) => {
      const output = outputs.get(name)
      return output ? [[name, output] as const] : []
    })
    const faces = located.map(({ id, stage1, square }, i): RoiResult => {
      const own = byVariant.map(([name, output]) => [name, output[i]!] as const)
      const first = own.at(0)?.[1]
      return {
        id,
        stage1: stage1 && { crop: stage1.crop, landmarks: stage1.landmarks },
        square,
        landmarks: first?.landmarks ?? stage1?.landmarks ?? [],
        variants: Object.fromEntries(own.map(([name, { landmarks }]) => [name, landmarks])),
        presence: first?.presence,
        // Of the second stage: first stages are not trained to tell how sure they are.
        confidence: first?.confidence,
        confidences: collectConfidences(own),
      }
    })
    return {
      faces,
      times: {
        stage1: stage1EndedAt - startedAt,
        stage2: performance.now() - stage1EndedAt,
        variants: times,
      },
    }
  }

  /** Runs stage 1, which corrects position, size and roll of the squares, up to each region's number of passes. */
  async #locateFaces(network: Network, source: CropSource, rois: readonly Roi[]): Promise<LocatedFace[]> {
    const faces = rois.map(({ id, square, stage1Passes }): LocatedFace => ({
      id,
      maxPasses: stage1Passes,
      start: undefined,
      square,
      stage1: undefined,
    }))
    for (let pass = 0; ; pass++) {
      const remaining = faces.filter(
        ({ maxPasses, start, square }) => pass < maxPasses && (!start || needsAnotherPass(start, square)),
      )
      if (remaining.length === 0) return faces
      const squares = remaining.map(({ square }) => square)
      const outputs = await this.#runStage1(network, source, squares)
      for (const [i, face] of remaining.entries()) {
        const output = outputs[i]!
        face.start = face.square
        face.stage1 = output
        face.square = computeLandmarkSquare(output.landmarks)
      }
    }
  }

  /**
   * Runs a variant that has CNN-6 only: uses its last pass, or runs it on the square if it has not run. `isLocator`
   * is true if this CNN-6 refined the squares.
   */
  async #runStage1Alone(
    network: Network,
    source: CropSource,
    faces: readonly LocatedFace[],
    isLocator: boolean,
  ) {
    const startedAt = performance.now()
    const rest = isLocator ? faces.filter(({ stage1 }) => !stage1) : faces
    const squares = rest.map(({ square }) => square)
    const outputsOfRest = await this.#runStage1(network, source, squares)
    const outputs = faces.map((face) => {
      const output = outputsOfRest[rest.indexOf(face)] ?? face.stage1
      if (!output) throw new Error('no network has run on this face')
      return output
    })
    return { faces: outputs, time: performance.now() - startedAt }
  }

  /** Runs one network of stage 1 on one square per face. */
  async #runStage1(network: Network, source: CropSource, squares: readonly Square[]): Promise<StageOutput[]> {
    const sides = squares.map(({ side }) => side)
    const results = await this.#runStage([network], 1, source, squares, sides)
    return results.flatMap(({ faces }) => faces)
  }

  /**
   * Runs one or more networks of one stage on one square per face; the crops are cut once for all networks.
   * `sidesBefore` are the sides before the last pass, which decide the sampling size of the crops, as on the GPU,
   * where the refined sides are not known on the CPU.
   */
  async #runStage(
    networks: readonly Network[],
    stage: 1 | 2,
    source: CropSource,
    squares: readonly Square[],
    sidesBefore: readonly number[],
  ) {
    if (squares.length === 0) return networks.map(() => ({ faces: [] as StageOutput[], time: 0 }))
    const { input, margin } = STAGES[stage - 1]!
    const crops = squares.map((square) => cropAtSquare(square, margin, input))
    const samplingSizes = sidesBefore.map((side) => chooseSamplingSize(side * margin, input))
    const pixels = this.#cropper.cut(source, crops, samplingSizes)
    try {
      const results: { faces: StageOutput[]; time: number }[] = []
      for (const network of networks) {
        const startedAt = performance.now()
        const output = network.predict(pixels)
        try {
          const values = await output.data()
          const length = values.length / crops.length
          const faces = crops.map((crop, i) =>
            decodeOutput(values.subarray(i * length, (i + 1) * length), crop, network.columns),
          )
          results.push({ faces, time: performance.now() - startedAt })
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
