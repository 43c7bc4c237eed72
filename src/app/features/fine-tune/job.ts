import { cropOfSquare, toCrop, toImage, type Crop } from '../../../geometry/crop.ts'
import { STAGES } from '../../../geometry/face.ts'
import type { Point } from '../../../geometry/point.ts'
import { squareOfLandmarks, type Square } from '../../../geometry/square.ts'
import type { Landmarker } from '../../../landmarker/landmarker.ts'
import { Remote } from '../../../landmarker/worker/rpc.ts'
import { applyCorrections, type Correction } from '../../../tuning/corrections.ts'
import { createCropSquares } from '../../../tuning/training-crops.ts'
import type { Samples } from '../../../tuning/output-layer.ts'
import type { Recipe } from '../../../tuning/recipe.ts'
import { toShapes, type TrainingReport } from '../../../tuning/trainer.ts'
import type { TuningJob, TuningResult, TunerService } from '../../../tuning/tuner-worker.ts'
import { OUTPUT_COUNT } from '../../../tuning/tuned-variant.ts'
import type { RecordedFrame } from './recorder.ts'

const [, STAGE2] = STAGES

/** Reports of one training: enough for a curve. */
const REPORTS = 50

/** A frame with its place in the recording. */
export interface Numbered {
  readonly frame: RecordedFrame
  readonly index: number
  /** Whether it measures, and does not train. */
  readonly heldOut: boolean
}

/** Where CNN-7 looks on a recorded frame: first where it would of itself. */
function squaresOn({ frame, index, heldOut }: Numbered): Square[] {
  return createCropSquares(index, squareOfLandmarks(frame.landmarks), heldOut)
}

function cropsOf(numbered: Numbered): Crop[] {
  return squaresOn(numbered).map((square) => cropOfSquare(square, STAGE2.margin, STAGE2.input))
}

/** A recording as far as it is used, and what a hand put right on it. */
export interface Material {
  readonly frames: readonly Numbered[]
  readonly corrections: readonly Correction[]
  /** The place of the first frame held out, whether it is used or not. */
  readonly heldFrom: number
}

/** The frames that measure: those held out of which a hand has said where the landmarks are. */
export function measuring({ frames, corrections }: Pick<Material, 'frames' | 'corrections'>): Numbered[] {
  const corrected = new Set(corrections.map(({ frame }) => frame))
  return frames.filter(({ index, heldOut }) => heldOut && corrected.has(index))
}

/** What the frozen layers make of recorded frames; remembered, for they are most of the work. */
export class Features {
  readonly #known = new WeakMap<RecordedFrame, Map<string, Float32Array>>()

  /** Of each frame's crops: (crops, hidden). Ends early when it is aborted. @throws AbortError */
  async of(
    landmarker: Landmarker,
    base: string,
    frames: readonly Numbered[],
    signal: AbortSignal,
    progress: (done: number) => void,
  ): Promise<Float32Array[]> {
    const all: Float32Array[] = []
    for (const numbered of frames) {
      const { frame } = numbered
      const known = this.#known.get(frame) ?? new Map<string, Float32Array>()
      this.#known.set(frame, known)
      let features = known.get(base)
      if (!features) {
        features = await landmarker.features(base, frame.picture, squaresOn(numbered))
        known.set(base, features)
      }
      signal.throwIfAborted()
      all.push(features)
      progress(all.length)
    }
    return all
  }
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/**
 * What there is to train on, and to measure with: corrected landmarks in the crops that the features are of. Only
 * frames held out that a hand corrected measure, for elsewhere the landmarks are carried, and nobody has looked.
 */
export async function jobOf(
  landmarker: Landmarker,
  base: string,
  { frames, corrections, heldFrom }: Material,
  features: readonly Float32Array[],
  recipe: Recipe,
): Promise<TuningJob> {
  const weights = await landmarker.weights(base)
  const hidden = weights.kernel.length / OUTPUT_COUNT
  const targets = frames.map((numbered) => {
    const truth = applyCorrections(numbered.frame.landmarks, corrections, numbered.index, heldFrom)
    return Float32Array.from(
      cropsOf(numbered).flatMap((crop) => truth.flatMap((point) => toCrop(crop, point))),
    )
  })
  const samplesOf = (wanted: readonly Numbered[]): Samples => {
    const among = (_: unknown, i: number) => wanted.includes(frames[i])
    return { features: joined(features.filter(among)), targets: joined(targets.filter(among)) }
  }
  return {
    base: weights,
    train: samplesOf(frames.filter((numbered) => !numbered.heldOut)),
    heldOut: samplesOf(measuring({ frames, corrections })),
    previewFeatures: joined(features.map((rows) => rows.subarray(0, hidden))),
    recipe,
  }
}

/** Trains in a worker of its own, which ends when it is done, fails or is aborted. @throws AbortError */
export async function train(
  job: TuningJob,
  signal: AbortSignal,
  onReport: (report: TrainingReport) => void,
): Promise<TuningResult> {
  const worker = new Remote<TunerService>(
    new Worker(new URL('../../../tuning/tuner-worker.ts', import.meta.url), { type: 'module' }),
  )
  const abort = () => worker.end(signal.reason instanceof Error ? signal.reason : new Error('cancelled'))
  signal.addEventListener('abort', abort)
  try {
    signal.throwIfAborted()
    let report = await worker.call('start', job)
    onReport(report)
    while (report.step < job.recipe.steps) {
      report = await worker.call('advance', Math.ceil(job.recipe.steps / REPORTS))
      onReport(report)
    }
    return await worker.call('finish', undefined)
  } finally {
    signal.removeEventListener('abort', abort)
    worker.end(new Error('the training is over'))
  }
}

/** A network's answers to every frame's own crop, in pixels of the frames, by the frames' places. */
export function shapesOnFrames(
  answers: Float32Array,
  frames: readonly Numbered[],
): ReadonlyMap<number, readonly Point[]> {
  return new Map(
    toShapes(answers, OUTPUT_COUNT).map((shape, i) => {
      const [crop] = cropsOf(frames[i])
      return [frames[i].index, shape.map((point) => toImage(crop, point))]
    }),
  )
}
