import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { compareFound } from '../../evaluation/bootstrap.ts'
import type { GroupedFace } from '../../evaluation/face-groups.ts'
import type { MethodFaces } from '../../evaluation/method-faces.ts'
import { computeInterOcular, computeInterPupil, computeNme } from '../../evaluation/nme.ts'
import { isPredictionFile } from '../../evaluation/predictions.ts'
import { readMethodFiles, type PredictionText } from '../../evaluation/read-method.ts'
import { computeScore } from '../../evaluation/score.ts'
import { printErrors } from './print-score.ts'

/** Lists a file, or the files of predictions in a folder. */
function listFiles(path: string): PredictionText[] {
  const read = (name: string, file: string) => ({ path: name, text: readFileSync(file, 'utf8') })
  if (!statSync(path).isDirectory()) return [read(basename(path), path)]
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter(isPredictionFile)
  return names.sort().map((name) => read(name, join(path, name)))
}

/**
 * Reads the predictions of another method: a .csv or .json file, or a folder of .pts files.
 * @throws Error if a file cannot be read, or there is none.
 */
export const readMethod = (path: string): MethodFaces => readMethodFiles(basename(path), listFiles(path))

/** Prints the scores of another method on faces, and its comparison with a variant, whose errors the faces hold. */
export function printMethodScore(method: MethodFaces, faces: readonly GroupedFace[], variant: string): void {
  const found = faces.map(({ key, truth }) => method.find(key, truth))
  const measure = (normaliser: typeof computeInterPupil) =>
    faces.map(({ truth }, i) => {
      const landmarks = found[i]
      return landmarks ? computeNme(landmarks, truth, normaliser) : Infinity
    })
  const own = measure(computeInterPupil)
  const score = computeScore(own, measure(computeInterOcular))
  console.log(`\n${method.name}: predictions in ${method.photos} photos`)
  console.log(`faces found              ${score.found} of ${score.faces}`)
  if (score.found === 0) return
  printErrors(score)
  const compared = compareFound(
    own.map((nme) => 100 * nme),
    faces.map(({ nme }) => 100 * nme),
  )
  if (!compared) return
  const { difference, interval, p, faces: both } = compared
  const range = interval.map((value) => value.toFixed(3)).join(' to ')
  console.log(
    `less ${variant}`.padEnd(25) +
      `${difference.toFixed(3)} points inter-pupil (95% ${range}), p ${p < 0.001 ? '< 0.001' : `= ${p.toPrecision(2)}`}, ${both} faces that both found`,
  )
}
