import { computeInterOcular, computeNme } from '../../../evaluation/nme.ts'
import { cropOfSquare, type Crop } from '../../../geometry/crop.ts'
import { STAGES } from '../../../geometry/face.ts'
import type { Point } from '../../../geometry/point.ts'
import { spoiltSquare } from '../../../geometry/perturbation.ts'
import type { Square } from '../../../geometry/square.ts'
import type { Face, Landmarker, Times } from '../../../landmarker/landmarker.ts'
import { arePixelsSpoilt, boxErrorOf, isBoxSpoilt, type Damage } from './perturbation.ts'
import type { Spoiler } from './pixel-perturber.ts'
import type { Subject } from './subject.ts'

/** What the cascade made of a face whose input was broken. All in pixels of the subject's sheet. */
export interface Xray {
  readonly subject: Subject
  readonly damage: Damage
  /** Most looks of stage 1. */
  readonly looks: number
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
async function look(landmarker: Landmarker, pixels: OffscreenCanvas, start: Square, looks: number) {
  const { faces, times } = await landmarker.landmarks(pixels, [start], { looks })
  return { face: faces[0], times }
}

/** Landmarks of the face with nothing broken; stage 1 looks at least once. */
export async function wholeLandmarks(
  landmarker: Landmarker,
  { pixels, start }: Subject,
  looks: number,
): Promise<readonly Point[]> {
  const { face } = await look(landmarker, pixels, start, Math.max(1, looks))
  return face.landmarks
}

/** NME (inter-ocular) of the broken input against the whole one's landmarks. */
export async function spoiltNme(
  landmarker: Landmarker,
  { start }: Subject,
  pixels: OffscreenCanvas,
  damage: Damage,
  looks: number,
  reference: readonly Point[],
): Promise<number> {
  const { face } = await look(landmarker, pixels, spoiltSquare(start, boxErrorOf(damage)), looks)
  return computeNme(face.landmarks, reference, computeInterOcular)
}

/** Runs the cascade on the broken input, and on the whole one if `known` is not that. */
export async function examine(
  landmarker: Landmarker,
  spoiler: Spoiler,
  subject: Subject,
  damage: Damage,
  looks: number,
  known: readonly Point[] | undefined,
): Promise<Xray> {
  const isWhole = looks > 0 && !isBoxSpoilt(damage) && !arePixelsSpoilt(damage)
  const pixels = await spoiler.spoil(subject, damage)
  const start = spoiltSquare(subject.start, boxErrorOf(damage))
  const { face, times } = await look(landmarker, pixels, start, looks)
  const { truth } = subject
  const reference = known ?? (isWhole ? face.landmarks : await wholeLandmarks(landmarker, subject, looks))
  return {
    subject,
    damage,
    looks,
    pixels,
    start,
    face,
    crop: cropOfSquare(face.square, STAGE2.margin, STAGE2.input),
    reference,
    nme: computeNme(face.landmarks, reference, computeInterOcular),
    trueNme: truth && computeNme(face.landmarks, truth, computeInterOcular),
    times: { ...times, detection: subject.capture.time },
  }
}
