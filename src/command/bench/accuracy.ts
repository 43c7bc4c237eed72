import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { computeInterOcular, computeInterPupil, computeNme } from '../../evaluation/nme.ts'
import { parsePts } from '../../evaluation/pts.ts'
import { computeScore, type Score } from '../../evaluation/score.ts'
import { matchToGroundTruth } from '../../evaluation/match-face.ts'
import { computeLandmarkSquare } from '../../geometry/square.ts'
import type { PhotoEntry } from '../evaluate/photo-entries.ts'
import { drawProgress } from '../progress.ts'
import type { Configuration } from './configurations.ts'
import type { BenchEnvironment } from './environment.ts'
import { startLibrary } from './trial.ts'

/** Accuracy of a configuration, with its own detector. */
export interface Accuracy {
  readonly score: Score
  /** Inter-ocular NME of each face, as a share; Infinity where it was not found. */
  readonly interOcular: readonly number[]
}

/** Accuracy of a configuration's detector on faces of 300W, upright and rotated, and on the bench's photos. */
export interface DetectorAccuracy {
  readonly upright: Accuracy
  /** Accuracy on the same photos rotated clockwise by TURN_DEG. */
  readonly turned: Accuracy
  /** Faces found in each of the bench's photos. */
  readonly photos: readonly number[]
}

/** Clockwise rotation of the photos in degrees. */
export const TURN_DEG = 60

/** Measures the errors of a configuration with 68 landmarks over faces of 300W, whose photos the environment serves. */
export function measureAccuracy(
  environment: BenchEnvironment,
  configuration: Configuration,
  entries: readonly PhotoEntry[],
): Promise<Accuracy> {
  return environment.withPage(async (page) => {
    await startLibrary(page, configuration)
    return measureFaces(environment, page, entries, 0)
  })
}

/** Measures the errors on upright and rotated photos, and counts the faces found in the bench's photos. */
export function measureDetectorAccuracy(
  environment: BenchEnvironment,
  configuration: Configuration,
  entries: readonly PhotoEntry[],
): Promise<DetectorAccuracy> {
  return environment.withPage(async (page) => {
    await startLibrary(page, configuration)
    const upright = await measureFaces(environment, page, entries, 0)
    const turned = await measureFaces(environment, page, entries, TURN_DEG)
    const photos: number[] = []
    for (const photo of environment.photoUrls) {
      const faces = await page.evaluate((url) => window.bench.faces(url), photo)
      photos.push(faces.length)
    }
    return { upright, turned, photos }
  })
}

async function measureFaces(
  environment: BenchEnvironment,
  page: Page,
  entries: readonly PhotoEntry[],
  roll: number,
): Promise<Accuracy> {
  const began = Date.now()
  const pupil: number[] = []
  const ocular: number[] = []
  for (const { photo, pts } of entries) {
    const truth = parsePts(readFileSync(pts, 'utf8'))
    const request = [environment.getDataUrl(photo), roll] as const
    const faces = await page.evaluate(([url, degrees]) => window.bench.faces(url, degrees), request)
    const squares = faces.map((landmarks) => ({ landmarks, square: computeLandmarkSquare(landmarks) }))
    const face = matchToGroundTruth(squares, truth)?.landmarks
    pupil.push(face ? computeNme(face, truth, computeInterPupil) : Infinity)
    ocular.push(face ? computeNme(face, truth, computeInterOcular) : Infinity)
    drawProgress(ocular.length, entries.length, began)
  }
  return { score: computeScore(pupil, ocular), interOcular: ocular }
}
