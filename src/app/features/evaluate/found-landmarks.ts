import { faceAt } from '../../../evaluation/match-face.ts'
import type { Point } from '../../../geometry/point.ts'
import { squareOfAnnotation, squareOfDetection } from '../../../geometry/square.ts'
import type { Landmarker } from '../../../landmarker/landmarker.ts'

/** How the cascade starts on a face: from the box of the true landmarks, or from the detector's. */
export const START_BOXES = ['annotated', 'detected'] as const
export type StartBox = (typeof START_BOXES)[number]

export interface EvaluationSettings {
  readonly start: StartBox
  readonly variants: readonly string[]
}

/** Landmarks of one face by variant, in pixels of the photo; undefined where the face was not found. */
export type FoundLandmarks = Readonly<Record<string, readonly Point[] | undefined>>

/**
 * What every variant finds of the marked faces of one photo. Each variant runs alone, so that its own CNN-6
 * cuts the crop that its CNN-7 sees, as in `npm run evaluate`; the detector runs once for all of them.
 */
export async function findLandmarks(
  landmarker: Landmarker,
  bitmap: ImageBitmap,
  truths: readonly (readonly Point[])[],
  { start, variants }: EvaluationSettings,
): Promise<FoundLandmarks[]> {
  const found = truths.map((): Record<string, readonly Point[] | undefined> => ({}))
  let starts = truths.map(squareOfAnnotation)
  for (const [v, variant] of variants.entries()) {
    await landmarker.use([variant])
    if (start === 'annotated') {
      const { faces } = await landmarker.landmarks(bitmap, starts)
      for (const [i, { landmarks }] of faces.entries()) found[i][variant] = landmarks
      continue
    }
    const { faces } = v ? await landmarker.landmarks(bitmap, starts) : await landmarker.detect(bitmap)
    if (!v) starts = faces.flatMap(({ detection }) => (detection ? [squareOfDetection(detection)] : []))
    for (const [i, truth] of truths.entries()) found[i][variant] = faceAt(faces, truth)?.landmarks
  }
  return found
}
