import { computeInterOcular, computeNme } from '../../../evaluation/nme.ts'
import { cropAtSquare, type Crop } from '../../../geometry/crop.ts'
import { STAGES } from '../../../geometry/face.ts'
import type { Point } from '../../../geometry/point.ts'
import { perturbSquare } from '../../../geometry/perturbation.ts'
import type { Square } from '../../../geometry/square.ts'
import type { Face, Landmarker, Times } from '../../../landmarker/landmarker.ts'
import { arePixelsPerturbed, toBoxError, isBoxPerturbed, type Perturbation } from './perturbation.ts'
import type { PixelPerturber } from './pixel-perturber.ts'
import type { Subject } from './subject.ts'

/** Result of the cascade on one perturbed face. All positions are in pixels of the face patch. */
export interface Examination {
  readonly subject: Subject
  readonly perturbation: Perturbation
  /** Maximum number of stage 1 passes. */
  readonly passes: number
  /** Perturbed pixels that the cascade ran on. */
  readonly pixels: OffscreenCanvas
  /** Perturbed region of interest. */
  readonly start: Square
  readonly face: Face
  /** Crop of stage 2. */
  readonly crop: Crop
  /** Landmarks of the same cascade on the unperturbed input, with stage 1. */
  readonly reference: readonly Point[]
  /** NME to the reference, by the inter-ocular distance. */
  readonly nme: number
  /** NME to the true landmarks, by their inter-ocular distance; undefined if they are unknown. */
  readonly trueNme: number | undefined
  readonly times: Times
}

const [, STAGE2] = STAGES

/** Runs the cascade on one face of a patch. */
async function runCascade(landmarker: Landmarker, pixels: OffscreenCanvas, start: Square, passes: number) {
  const { faces, times } = await landmarker.landmarks(pixels, [start], { stage1Passes: passes })
  return { face: faces[0]!, times }
}

/** Computes the landmarks of the unperturbed face, with at least one stage 1 pass. */
export async function computeReference(
  landmarker: Landmarker,
  { pixels, start }: Subject,
  passes: number,
): Promise<readonly Point[]> {
  const { face } = await runCascade(landmarker, pixels, start, Math.max(1, passes))
  return face.landmarks
}

/** Computes the inter-ocular NME of the perturbed input to the reference landmarks. */
export async function computePerturbedNme(
  landmarker: Landmarker,
  { start }: Subject,
  pixels: OffscreenCanvas,
  perturbation: Perturbation,
  passes: number,
  reference: readonly Point[],
): Promise<number> {
  const { face } = await runCascade(
    landmarker,
    pixels,
    perturbSquare(start, toBoxError(perturbation)),
    passes,
  )
  return computeNme(face.landmarks, reference, computeInterOcular)
}

/** Runs the cascade on the perturbed input, and on the unperturbed one unless `known` has its landmarks. */
export async function examine(
  landmarker: Landmarker,
  perturber: PixelPerturber,
  subject: Subject,
  perturbation: Perturbation,
  passes: number,
  known: readonly Point[] | undefined,
): Promise<Examination> {
  const isUnperturbed = passes > 0 && !isBoxPerturbed(perturbation) && !arePixelsPerturbed(perturbation)
  const pixels = await perturber.perturb(subject, perturbation)
  const start = perturbSquare(subject.start, toBoxError(perturbation))
  const { face, times } = await runCascade(landmarker, pixels, start, passes)
  const { truth } = subject
  const reference =
    known ?? (isUnperturbed ? face.landmarks : await computeReference(landmarker, subject, passes))
  return {
    subject,
    perturbation,
    passes,
    pixels,
    start,
    face,
    crop: cropAtSquare(face.square, STAGE2.margin, STAGE2.input),
    reference,
    nme: computeNme(face.landmarks, reference, computeInterOcular),
    trueNme: truth && computeNme(face.landmarks, truth, computeInterOcular),
    times: { ...times, detection: subject.capture.time },
  }
}
