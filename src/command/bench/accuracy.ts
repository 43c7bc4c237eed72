import { readFileSync } from 'node:fs'
import { interOcular, interPupil, nme } from '../../evaluation/nme.ts'
import { parsePts } from '../../evaluation/pts.ts'
import { scoreOf, type Score } from '../../evaluation/score.ts'
import { faceAt } from '../../evaluation/start.ts'
import { squareOfLandmarks } from '../../geometry/square.ts'
import type { Entry } from '../evaluate/sets.ts'
import { drawProgress } from '../progress.ts'
import type { Entrant } from './entrants.ts'
import type { Place } from './place.ts'
import { start } from './turn.ts'

/** How exact an entrant is, each face found by its own detector. */
export interface Accuracy {
  readonly score: Score
  /** Inter-ocular NME of each face, as a share; Infinity where it was not found. */
  readonly interOcular: readonly number[]
}

/** Errors of an entrant with 68 landmarks over faces of 300W, whose photos the place serves. */
export function measureAccuracy(
  place: Place,
  entrant: Entrant,
  entries: readonly Entry[],
): Promise<Accuracy> {
  return place.visit(async (page) => {
    await start(page, entrant)
    const began = Date.now()
    const pupil: number[] = []
    const ocular: number[] = []
    for (const { photo, pts } of entries) {
      const truth = parsePts(readFileSync(pts, 'utf8'))
      const faces = await page.evaluate((url) => window.bench.faces(url), place.data(photo))
      const squares = faces.map((landmarks) => ({ landmarks, square: squareOfLandmarks(landmarks) }))
      const face = faceAt(squares, truth)?.landmarks
      pupil.push(face ? nme(face, truth, interPupil) : Infinity)
      ocular.push(face ? nme(face, truth, interOcular) : Infinity)
      drawProgress(ocular.length, entries.length, began)
    }
    return { score: scoreOf(pupil, ocular), interOcular: ocular }
  })
}
