import { matchToGroundTruth } from '../../../evaluation/match-face.ts'
import type { Point } from '../../../geometry/point.ts'
import { computeAnnotationSquare, computeDetectionSquare } from '../../../geometry/square.ts'
import type { Face, Landmarker } from '../../../landmarker/landmarker.ts'
import type { StartBox } from '../../state/address/choices.ts'

export interface EvaluationSettings {
  readonly start: StartBox
  readonly variants: readonly string[]
}

/** Result of one annotated face by variant. */
export interface FoundFace {
  /** Landmarks in pixels of the photo; undefined if the face was not found. */
  readonly landmarks: Readonly<Record<string, readonly Point[] | undefined>>
  /** Confidence of each landmark, of the variants that predict it. */
  readonly confidences: Readonly<Record<string, readonly number[]>>
}

/**
 * Finds the landmarks of the annotated faces of one photo with every variant. Each variant runs alone, so
 * that its own first stage defines the crop of its second, as in `npm run evaluate`; the detector runs once for all.
 */
export async function findLandmarks(
  landmarker: Landmarker,
  bitmap: ImageBitmap,
  truths: readonly (readonly Point[])[],
  { start, variants }: EvaluationSettings,
): Promise<FoundFace[]> {
  const found = truths.map(() => ({
    landmarks: {} as Record<string, readonly Point[] | undefined>,
    confidences: {} as Record<string, readonly number[]>,
  }))
  const note = (i: number, variant: string, face: Face | undefined) => {
    found[i]!.landmarks[variant] = face?.landmarks
    if (face?.confidence) found[i]!.confidences[variant] = face.confidence
  }
  let starts = truths.map(computeAnnotationSquare)
  for (const [v, variant] of variants.entries()) {
    await landmarker.use([variant])
    if (start === 'annotated') {
      const { faces } = await landmarker.landmarks(bitmap, starts)
      for (const [i, face] of faces.entries()) note(i, variant, face)
      continue
    }
    const { faces } = v ? await landmarker.landmarks(bitmap, starts) : await landmarker.detect(bitmap)
    if (!v) starts = faces.flatMap(({ detection }) => (detection ? [computeDetectionSquare(detection)] : []))
    for (const [i, truth] of truths.entries()) note(i, variant, matchToGroundTruth(faces, truth))
  }
  return found
}
