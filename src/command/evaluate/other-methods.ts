import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { comparePaired } from '../../evaluation/bootstrap.ts'
import type { GroupedFace } from '../../evaluation/face-groups.ts'
import { FormatError } from '../../evaluation/format-error.ts'
import { MethodFaces } from '../../evaluation/method-faces.ts'
import { computeInterOcular, computeInterPupil, computeNme } from '../../evaluation/nme.ts'
import { isPredictionFile, parsePredictions } from '../../evaluation/predictions.ts'
import { computeScore } from '../../evaluation/score.ts'
import { printErrors } from './print-score.ts'

function listFiles(path: string): { name: string; file: string }[] {
  if (!statSync(path).isDirectory()) return [{ name: basename(path), file: path }]
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter(isPredictionFile)
  return names.sort().map((name) => ({ name, file: join(path, name) }))
}

/**
 * Reads the predictions of another method: a .csv or .json file, or a folder of .pts files.
 * @throws Error if a file cannot be read, or there is none.
 */
export function readMethod(path: string): MethodFaces {
  const faces = listFiles(path).flatMap(({ name, file }) => {
    try {
      return parsePredictions(name, readFileSync(file, 'utf8'))
    } catch (error) {
      if (error instanceof FormatError)
        throw new Error(`${file} cannot be read: ${error.message}.`, { cause: error })
      throw error
    }
  })
  if (faces.length === 0)
    throw new Error(`${path} holds no predictions: .pts, .csv or .json files with faces.`)
  return new MethodFaces(basename(path), faces)
}

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
  const both = faces.flatMap(({ nme }, i) =>
    Number.isFinite(own[i]! + nme) ? [[100 * own[i]!, 100 * nme] as const] : [],
  )
  if (both.length === 0) return
  const { difference, interval, p } = comparePaired(
    both.map(([nme]) => nme),
    both.map(([, nme]) => nme),
  )
  const range = interval.map((value) => value.toFixed(3)).join(' to ')
  console.log(
    `less ${variant}`.padEnd(25) +
      `${difference.toFixed(3)} points inter-pupil (95% ${range}), p ${p < 0.001 ? '< 0.001' : `= ${p.toPrecision(2)}`}, ${both.length} faces that both found`,
  )
}
