/**
 * Evaluates a variant over folders in 300W's layout, with the page's own landmarker in a real browser.
 * `npm run evaluate -- --help` prints the options.
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { computeInterOcular, computeInterPupil, computeNme } from '../evaluation/nme.ts'
import { scoreGroups, type GroupedFace } from '../evaluation/face-groups.ts'
import { measureOpenings, scoreOpenings } from '../evaluation/openings.ts'
import {
  computePointErrors,
  scoreReliability,
  type ConfidentPoints,
  type ReliabilityScore,
} from '../evaluation/reliability.ts'
import { CONFIDENCE_RADIUS } from '../landmarker/cascade/confidence.ts'
import { computeScore } from '../evaluation/score.ts'
import { assumeCamera } from '../pose/camera.ts'
import { estimateHeadPose } from '../pose/head-pose.ts'
import type { BackendName } from '../landmarker/backend/backends.ts'
import { saveScore } from './evaluate/card.ts'
import { computeErrorScale } from './evaluate/error-scale.ts'
import { Evaluator } from './evaluate/evaluator.ts'
import { printMethodScore, readMethod } from './evaluate/other-methods.ts'
import { printErrors } from './evaluate/print-score.ts'
import { countFalseFaces, keepPresent, type FalseFaceOptions } from './evaluate/false-faces/count.ts'
import { listPhotoEntries } from './evaluate/photo-entries.ts'
import { parseCount, parseNumber, parseChoice } from './options.ts'
import { runCli } from './run-cli.ts'
import { drawProgress } from './progress.ts'

const HELP = `npm run evaluate -- --data DIR --sets lfpw/testset,helen/testset [options]
npm run evaluate -- --empty DIR [options]

  --data DIR        folder in 300W's layout: photos with .pts files of 68 points beside them
  --sets A,B        folders in DIR
  --variant NAME    a folder of models/, or one that training/export.py wrote elsewhere (wing)
  --stage 1|2       1: the first stage alone; 2: the cascade (2)
  --boxes WHICH     annotated: upright square around the true landmarks, side of the longer one, roll unknown
                    detected: the face detector's box; a face that is not found is a failure (annotated)
  --roll DEG        rotates every photo clockwise first (0)
  --backend NAME    wasm, webgl or webgpu (chosen automatically)
  --limit N         first N faces of each set (all)
  --predictions P   also scores another method: a folder of .pts files, or a .csv or .json file (docs/evaluate.md);
                    may be repeated
  --save            also writes the score to models/NAME/card.json
  --json            prints one JSON object as the last line; NME, AUC and failure rate in percent

False faces in photos without faces and in crops of them, on wasm:

  --empty DIR       folder of photos without faces (.jpg, .png, .webp), searched recursively
  --crops N         number of random crops, in addition to the whole photos (1800)
  --seed N          random seed of the crops (1)
  --variant NAME    also counts the faces left after its presence check
  --pictures DIR    writes the crops with false faces; check them, since some may show real faces

NME is the mean over the faces found. AUC and failure rate use inter-ocular NME with a limit of 8%.`

function readOptions() {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      sets: { type: 'string' },
      variant: { type: 'string' },
      stage: { type: 'string', default: '2' },
      boxes: { type: 'string', default: 'annotated' },
      roll: { type: 'string', default: '0' },
      backend: { type: 'string' },
      limit: { type: 'string' },
      predictions: { type: 'string', multiple: true },
      empty: { type: 'string' },
      crops: { type: 'string', default: '1800' },
      seed: { type: 'string', default: '1' },
      pictures: { type: 'string' },
      save: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  if (values.empty) {
    return {
      kind: 'false faces' as const,
      folder: resolve(values.empty),
      crops: parseCount('crops', values.crops, 0),
      seed: parseCount('seed', values.seed, 0),
      variant: values.variant,
      pictures: values.pictures && resolve(values.pictures),
      json: values.json,
    }
  }
  if (!values.data || !values.sets)
    throw new Error('--data and --sets, or --empty, are required; see --help.')
  return {
    kind: 'score' as const,
    data: resolve(values.data),
    sets: values.sets.split(',').filter(Boolean),
    variant: values.variant ?? 'wing',
    stages: Number(parseChoice('stage', values.stage, ['1', '2'])) as 1 | 2,
    boxes: parseChoice('boxes', values.boxes, ['annotated', 'detected']),
    roll: parseNumber('roll', values.roll),
    backend:
      values.backend && parseChoice<BackendName>('backend', values.backend, ['wasm', 'webgl', 'webgpu']),
    limit: values.limit ? parseCount('limit', values.limit) : Infinity,
    predictions: values.predictions ?? [],
    save: values.save,
    json: values.json,
  }
}

async function printFalseFaces({ json, ...options }: FalseFaceOptions & { json: boolean }): Promise<void> {
  const { photos, crops, found } = await countFalseFaces(options)
  const after = found.map(({ faces }) => keepPresent(faces))
  const count = (pictures: readonly (readonly unknown[])[]) =>
    `${pictures.flat().length} in ${pictures.filter(({ length }) => length > 0).length} pictures`
  console.log(`photos                   ${photos}, and ${crops} crops of them, seed ${options.seed}`)
  console.log(`false faces              ${count(found.map(({ faces }) => faces))}`)
  if (options.variant) console.log(`after its presence check ${count(after)} (${options.variant})`)
  if (options.pictures) console.log(`Check the pictures in ${options.pictures}: some may show real faces.`)
  if (json) console.log(JSON.stringify({ photos, crops, seed: options.seed, found }))
}

function printReliability(
  { points, errorRankCorrelation, calibrationError, reliabilityBins }: ReliabilityScore,
  errorScale: number,
): void {
  console.log(
    `confidence               rank correlation with the error ${errorRankCorrelation.toFixed(3)}, calibration error ${calibrationError.toFixed(4)}, ${points} points; errors are ${errorScale.toFixed(3)} times the expected ones`,
  )
  for (const { confidence, correct, points: count } of reliabilityBins)
    console.log(
      `  ${confidence.toFixed(3)} confident        ${(100 * correct).toFixed(1)} % within ${100 * CONFIDENCE_RADIUS} % of the inter-ocular distance, ${count} points`,
    )
}

async function main(): Promise<void> {
  const options = readOptions()
  if (!options) {
    console.log(HELP)
    return
  }
  if (options.kind === 'false faces') {
    await printFalseFaces(options)
    return
  }
  const { data, sets, boxes, stages, roll } = options
  const entries = listPhotoEntries(data, sets, options.limit)
  const methods = options.predictions.map(readMethod)
  const evaluator = await Evaluator.open(data)
  try {
    const backend = await evaluator.loadVariant(options.variant, options.backend || undefined)
    const pupil: number[] = []
    const openings: Parameters<typeof scoreOpenings>[0][number][] = []
    const ocular: number[] = []
    const grouped: GroupedFace[] = []
    const confident: ConfidentPoints[] = []
    const began = Date.now()
    for await (const face of evaluator.predictFaces(entries, { boxes, stages, roll })) {
      const { key, truth, found, confidence, width, height, brightness } = face
      pupil.push(found ? computeNme(found, truth, computeInterPupil) : Infinity)
      if (found) openings.push({ truth: measureOpenings(truth), found: measureOpenings(found) })
      ocular.push(found ? computeNme(found, truth, computeInterOcular) : Infinity)
      if (found && confidence) confident.push({ confidence, errors: computePointErrors(found, truth) })
      const yaw = estimateHeadPose(truth, assumeCamera(width, height))?.yaw
      grouped.push({ key, truth, yaw, brightness, nme: pupil.at(-1) ?? Infinity })
      drawProgress(pupil.length, entries.length, began)
    }
    const result = computeScore(pupil, ocular)
    const eyes = scoreOpenings(openings)
    const stage = options.stages === 1 ? 'stage 1 alone' : 'cascade'
    const limit = Number.isFinite(options.limit) ? `, first ${options.limit} of each` : ''
    const protocol = `${options.sets.join(' + ')}${limit}, ${stage}, ${options.boxes} boxes, roll ${options.roll}°`
    console.log(`${options.variant}: ${protocol}`)
    console.log(`backend                  ${backend}`)
    console.log(`faces                    ${result.faces}`)
    console.log(`faces found              ${result.found}`)
    printErrors(result)
    console.log(
      `closed eyes              ${eyes.closedEyes}, true ${eyes.closedTrue.toFixed(3)}, drawn at ${eyes.closedPredicted.toFixed(3)}, AUC ${eyes.eyesAuc.toFixed(4)} against ${eyes.openEyes} open ones, correlation ${eyes.eyesCorrelation.toFixed(3)}`,
    )
    console.log(
      `open mouths              ${eyes.openMouths}, drawn at ${(100 * eyes.mouthsShare).toFixed(1)} % of the true opening, correlation ${eyes.mouthsCorrelation.toFixed(3)}`,
    )
    const reliability = scoreReliability(confident, CONFIDENCE_RADIUS)
    if (reliability) printReliability(reliability, computeErrorScale(confident))
    const groups = scoreGroups(grouped)
    for (const { group, faces, nmeInterPupil } of groups)
      console.log(`  ${group.padEnd(22)} ${nmeInterPupil.toFixed(3)} % inter-pupil, ${faces} faces`)
    for (const method of methods) printMethodScore(method, grouped, options.variant)
    const all = { ...result, ...eyes, groups, ...(reliability && { reliability }) }
    if (options.save) saveScore(options.variant, protocol, all)
    if (options.json) console.log(JSON.stringify(all))
  } finally {
    await evaluator.close()
  }
}

runCli(main)
