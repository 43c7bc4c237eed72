import { matchToGroundTruth } from '../../../evaluation/match-face.ts'
import type { Point } from '../../../geometry/point.ts'
import { squareOfAnnotation, squareOfDetection } from '../../../geometry/square.ts'
import type { Landmarker } from '../../../landmarker/landmarker.ts'

/** How the cascade starts on a face: from the box of the true landmarks, or from the detector's. */
export const STARTS = ['annotated', 'detected'] as const
export type Start = (typeof STARTS)[number]

export interface Settings {
  readonly start: Start
  readonly variants: readonly string[]
}

/** Landmarks of one face by variant, in pixels of the photo; undefined where the face was not found. */
export type Found = Readonly<Record<string, readonly Point[] | undefined>>

/**
 * What every variant finds of the marked faces of one photo. Each variant runs alone, so that its own CNN-6
 * cuts the crop that its CNN-7 sees, as in `npm run evaluate`; the detector runs once for all of them.
 */
export async function findAll(
  landmarker: Landmarker,
  bitmap: ImageBitmap,
  truths: readonly (readonly Point[])[],
  { start, variants }: Settings,
): Promise<Found[]> {
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
    for (const [i, truth] of truths.entries()) found[i][variant] = matchToGroundTruth(faces, truth)?.landmarks
  }
  return found
}
