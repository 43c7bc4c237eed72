import { cropAtSquare, toCropPoint, toImagePoint, type Crop } from '../../../geometry/crop.ts'
import { STAGES } from '../../../geometry/face.ts'
import type { Point } from '../../../geometry/point.ts'
import { computeLandmarkSquare, type Square } from '../../../geometry/square.ts'
import type { Landmarker } from '../../../landmarker/landmarker.ts'
import { WorkerClient } from '../../../landmarker/worker/worker-client.ts'
import { applyCorrections, type Correction } from '../../../tuning/corrections.ts'
import { createCropSquares } from '../../../tuning/training-crops.ts'
import type { Samples } from '../../../tuning/output-layer.ts'
import type { Recipe } from '../../../tuning/recipe.ts'
import { toShapes, type TrainingReport } from '../../../tuning/trainer.ts'
import type { TuningJob, TuningResult, TunerService } from '../../../tuning/tuner-worker.ts'
import { OUTPUT_COUNT } from '../../../tuning/tuned-variant.ts'
import type { RecordedFrame } from './recorder.ts'

const [, STAGE2] = STAGES

/** Number of progress reports of a training: enough for a curve. */
const REPORTS = 50

/** Frame with its index in the recording. */
export interface NumberedFrame {
  readonly frame: RecordedFrame
  readonly index: number
  /** True if the frame is used for validation instead of training. */
  readonly heldOut: boolean
}

/**
 * Computes the squares from which CNN-7's crops of a frame are taken; the first is the square it uses when
 * running.
 */
function computeSquares({ frame, index, heldOut }: NumberedFrame): Square[] {
  return createCropSquares(index, computeLandmarkSquare(frame.landmarks), heldOut)
}

function computeCrops(numbered: NumberedFrame): Crop[] {
  return computeSquares(numbered).map((square) => cropAtSquare(square, STAGE2.margin, STAGE2.input))
}

/** Frames in use and their manual corrections. */
export interface TrainingMaterial {
  readonly frames: readonly NumberedFrame[]
  readonly corrections: readonly Correction[]
  /** Index of the first held-out frame, whether it is in use or not. */
  readonly heldFrom: number
}

/** Selects the validation frames: held-out frames with a manual correction. */
export function selectMeasured({
  frames,
  corrections,
}: Pick<TrainingMaterial, 'frames' | 'corrections'>): NumberedFrame[] {
  const corrected = new Set(corrections.map(({ frame }) => frame))
  return frames.filter(({ index, heldOut }) => heldOut && corrected.has(index))
}

/** Caches the hidden activations of recorded frames, the costliest part of a training. */
export class FeatureCache {
  readonly #known = new WeakMap<RecordedFrame, Map<string, Float32Array>>()

  /**
   * Computes the activations of each frame's crops: (crops, hidden).
   * @throws AbortError
   */
  async compute(
    landmarker: Landmarker,
    base: string,
    frames: readonly NumberedFrame[],
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
        features = await landmarker.features(base, frame.picture, computeSquares(numbered))
        known.set(base, features)
      }
      signal.throwIfAborted()
      all.push(features)
      progress(all.length)
    }
    return all
  }
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/**
 * Creates the training job: hidden activations and corrected landmarks per crop. Only held-out frames with
 * manual corrections are used for validation: on the others they are carried over, not verified.
 */
export async function createJob(
  landmarker: Landmarker,
  base: string,
  { frames, corrections, heldFrom }: TrainingMaterial,
  features: readonly Float32Array[],
  recipe: Recipe,
): Promise<TuningJob> {
  const weights = await landmarker.weights(base)
  const hidden = weights.kernel.length / OUTPUT_COUNT
  const targets = frames.map((numbered) => {
    const truth = applyCorrections(numbered.frame.landmarks, corrections, numbered.index, heldFrom)
    return Float32Array.from(
      computeCrops(numbered).flatMap((crop) => truth.flatMap((point) => toCropPoint(crop, point))),
    )
  })
  const samplesOf = (wanted: readonly NumberedFrame[]): Samples => {
    const among = (_: unknown, i: number) => wanted.includes(frames[i]!)
    return { features: concatenate(features.filter(among)), targets: concatenate(targets.filter(among)) }
  }
  return {
    base: weights,
    train: samplesOf(frames.filter((numbered) => !numbered.heldOut)),
    heldOut: samplesOf(selectMeasured({ frames, corrections })),
    previewFeatures: concatenate(features.map((rows) => rows.subarray(0, hidden))),
    recipe,
  }
}

/**
 * Trains in a worker, which is terminated when it finishes, fails or is aborted.
 * @throws AbortError
 */
export async function train(
  job: TuningJob,
  signal: AbortSignal,
  onReport: (report: TrainingReport) => void,
): Promise<TuningResult> {
  const worker = new WorkerClient<TunerService>(
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

/** Maps predictions for each frame's own crop to pixels of the frames, by frame index. */
export function mapShapesToFrames(
  answers: Float32Array,
  frames: readonly NumberedFrame[],
): ReadonlyMap<number, readonly Point[]> {
  return new Map(
    toShapes(answers, OUTPUT_COUNT).map((shape, i) => {
      const frame = frames[i]!
      const crop = computeCrops(frame)[0]!
      return [frame.index, shape.map((point) => toImagePoint(crop, point))]
    }),
  )
}
