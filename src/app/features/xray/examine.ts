import { interOcular, nme } from '../../../evaluation/nme.ts'
import { cropOfSquare, type Crop } from '../../../geometry/crop.ts'
import { STAGES } from '../../../geometry/face.ts'
import type { Point } from '../../../geometry/point.ts'
import { spoiltSquare } from '../../../geometry/perturbation.ts'
import type { Square } from '../../../geometry/square.ts'
import type { Face, Landmarker, Times } from '../../../landmarker/landmarker.ts'
import { arePixelsPerturbed, toBoxError, isBoxPerturbed, type Perturbation } from './perturbation.ts'
import type { PixelPerturber } from './pixel-perturber.ts'
import type { Subject } from './subject.ts'

/** What the cascade made of a face whose input was broken. All in pixels of the subject's sheet. */
export interface Examination {
  readonly subject: Subject
  readonly perturbation: Perturbation
  /** Most looks of stage 1. */
  readonly passes: number
  /** What the cascade looked at. */
  readonly pixels: OffscreenCanvas
  /** Where it was sent. */
  readonly start: Square
  readonly face: Face
  /** Stage 2's crop. */
  readonly crop: Crop
  /** What the same cascade says of the whole input, stage 1 on. */
  readonly reference: readonly Point[]
  /** Distance from it, in inter-ocular distances. */
  readonly nme: number
  /** Distance from the true landmarks, in inter-ocular distances of those; undefined if they are not known. */
  readonly trueNme: number | undefined
  readonly times: Times
}

const [, STAGE2] = STAGES

/** The cascade on one face of a sheet. */
async function runCascade(landmarker: Landmarker, pixels: OffscreenCanvas, start: Square, passes: number) {
  const { faces, times } = await landmarker.landmarks(pixels, [start], { looks: passes })
  return { face: faces[0], times }
}

/** Landmarks of the face with nothing broken; stage 1 looks at least once. */
export async function computeReference(
  landmarker: Landmarker,
  { pixels, start }: Subject,
  passes: number,
): Promise<readonly Point[]> {
  const { face } = await runCascade(landmarker, pixels, start, Math.max(1, passes))
  return face.landmarks
}

/** NME (inter-ocular) of the broken input against the whole one's landmarks. */
export async function computePerturbedNme(
  landmarker: Landmarker,
  { start }: Subject,
  pixels: OffscreenCanvas,
  perturbation: Perturbation,
  passes: number,
  reference: readonly Point[],
): Promise<number> {
  const { face } = await runCascade(landmarker, pixels, spoiltSquare(start, toBoxError(perturbation)), passes)
  return nme(face.landmarks, reference, interOcular)
}

/** Runs the cascade on the broken input, and on the whole one if `known` is not that. */
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
  const start = spoiltSquare(subject.start, toBoxError(perturbation))
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
    crop: cropOfSquare(face.square, STAGE2.margin, STAGE2.input),
    reference,
    nme: nme(face.landmarks, reference, interOcular),
    trueNme: truth && nme(face.landmarks, truth, interOcular),
    times: { ...times, detection: subject.capture.time },
  }
}
