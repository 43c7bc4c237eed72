import { matchToGroundTruth } from '../../../evaluation/match-face.ts'
import type { Point } from '../../../geometry/point.ts'
import { computeAnnotationSquare, computeDetectionSquare } from '../../../geometry/square.ts'
import type { Landmarker } from '../../../landmarker/landmarker.ts'

/** Initial box of the cascade: around the true landmarks, or from the detector. */
export const START_BOXES = ['annotated', 'detected'] as const
export type StartBox = (typeof START_BOXES)[number]

export interface EvaluationSettings {
  readonly start: StartBox
  readonly variants: readonly string[]
}

/** Landmarks of one face by variant, in pixels of the photo; undefined if the face was not found. */
export type FoundLandmarks = Readonly<Record<string, readonly Point[] | undefined>>

/**
 * Finds the landmarks of the annotated faces of one photo with every variant. Each variant runs alone, so
 * that its own first stage defines the crop of its second, as in `npm run evaluate`; the detector runs once for all.
 */
export async function findLandmarks(
  landmarker: Landmarker,
  bitmap: ImageBitmap,
  truths: readonly (readonly Point[])[],
  { start, variants }: EvaluationSettings,
): Promise<FoundLandmarks[]> {
  const found = truths.map((): Record<string, readonly Point[] | undefined> => ({}))
  let starts = truths.map(computeAnnotationSquare)
  for (const [v, variant] of variants.entries()) {
    await landmarker.use([variant])
    if (start === 'annotated') {
      const { faces } = await landmarker.landmarks(bitmap, starts)
      for (const [i, { landmarks }] of faces.entries()) found[i][variant] = landmarks
      continue
    }
    const { faces } = v ? await landmarker.landmarks(bitmap, starts) : await landmarker.detect(bitmap)
    if (!v) starts = faces.flatMap(({ detection }) => (detection ? [computeDetectionSquare(detection)] : []))
    for (const [i, truth] of truths.entries()) found[i][variant] = matchToGroundTruth(faces, truth)?.landmarks
  }
  return found
}
