/**
 * Writes the results of the bundled variants and of all experiments.
 * `npm run results -- --help` prints the options.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { comparePaired } from '../evaluation/bootstrap.ts'
import { pickOpenings } from '../evaluation/openings.ts'
import type { Results, RunResult, VariantResult } from '../evaluation/results.ts'
import { sortVariants } from '../landmarker/models/display-names.ts'
import { TRAINING_SHAPES } from '../evaluation/training-shapes.ts'
import type { VariantManifest } from '../networks/manifest.ts'
import { readCardScores } from './evaluate/card.ts'
import { Evaluator, type FacePrediction } from './evaluate/evaluator.ts'
import { computeFaceErrors, summarizeErrors, type FaceErrors } from './evaluate/face-errors.ts'
import { COMMON_TEST_SETS, listPhotoEntries } from './evaluate/photo-entries.ts'
import { runCli } from './run-cli.ts'
import { drawProgress } from './progress.ts'
import { createReport } from './report/report.ts'
import { readOrCompute, exportRun, listRuns, readValidationNme } from './report/runs.ts'

const MODELS = fileURLToPath(new URL('../../models/', import.meta.url))
/** Sets of training/hold_out.py, as a card names them. */
const HELD_OUT_SETS = 'validation + taught, cascade'

/**
 * Groups of first stages measured on the test faces. Runs of the learning-rate search are compared on the validation
 * faces only, and the bundled networks are measured as variants.
 */
const TESTED_GROUPS = new Set(['balancing', 'balancing-taught', 'grid', 'grid-long'])

const RESULTS_FILE = `${MODELS}results.json`

const HELP = `npm run results -- --data DIR --runs DIR

  --data DIR        folder in 300W's layout: photos with .pts files of 68 points beside them
  --runs DIR        folder of the runs of training/experiments.py

Evaluates the bundled variants and every finished run on the common test set, and writes models/results.json and
models/RESULTS.md. A run missing in --runs keeps its figures in results.json if they are of the same settings.`

/** Reads the kind of a variant's second stage. */
function readNetworkKind(variant: string): 'cnn' | 'heat-map' {
  const { stages } = JSON.parse(readFileSync(`${MODELS}${variant}/model.json`, 'utf8')) as VariantManifest
  return stages.at(-1)?.network ?? 'cnn'
}

/** Reads what `npm run evaluate -- --save` measured on the held-out faces, and the groups of the test faces. */
function readCardResults(variant: string): Pick<VariantResult, 'openings' | 'groups'> {
  const scores = readCardScores(variant)
  const held = scores.find(({ protocol }) => protocol.startsWith(HELD_OUT_SETS))
  const common = scores.find(
    ({ protocol }) => protocol === `${COMMON_TEST_SETS.join(' + ')}, cascade, annotated boxes, roll 0°`,
  )
  return { openings: held && pickOpenings(held), groups: common?.groups }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      runs: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(HELP)
  if (!values.data || !values.runs) throw new Error('--data and --runs are needed; --help says more.')
  const [data, runs] = [resolve(values.data), resolve(values.runs)]
  const entries = listPhotoEntries(data, COMMON_TEST_SETS)
  const evaluator = await Evaluator.open(data)
  const errors = async (variant: string, stages: 1 | 2): Promise<FaceErrors> => {
    await evaluator.loadVariant(variant)
    const answers: FacePrediction[] = []
    const began = Date.now()
    for await (const answer of evaluator.predictFaces(entries, { boxes: 'annotated', stages, roll: 0 })) {
      answers.push(answer)
      drawProgress(answers.length, entries.length, began)
    }
    return computeFaceErrors(answers)
  }
  try {
    const variants: VariantResult[] = []
    const interPupil: Record<string, readonly number[]> = {}
    const folders = readdirSync(MODELS, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    const names = sortVariants(folders.map(({ name }) => name))
    for (const variant of names) {
      console.log(`models/${variant}`)
      const cascade = await errors(variant, 2)
      interPupil[variant] = cascade.interPupil
      const sorted = cascade.interOcular.toSorted((p, q) => p - q)
      const stage1 = summarizeErrors(await errors(variant, 1))
      const { residuals } = cascade
      variants.push({
        variant,
        network: readNetworkKind(variant),
        cascade: summarizeErrors(cascade),
        stage1,
        errors: sorted,
        residuals,
        ...readCardResults(variant),
      })
    }
    const { wing } = interPupil
    const paired = names.flatMap((variant) => {
      const errors = interPupil[variant]
      return wing && errors && variant !== 'wing' ? [{ variant, ...comparePaired(errors, wing) }] : []
    })
    const earlier = existsSync(RESULTS_FILE)
      ? (JSON.parse(readFileSync(RESULTS_FILE, 'utf8')) as Results).runs
      : []
    const results: RunResult[] = []
    for (const run of listRuns()) {
      const { name, group, settings } = run
      const validation = readValidationNme(runs, run)
      if (validation === undefined) {
        const kept = earlier.find(
          (other) => other.name === name && isDeepStrictEqual(other.settings, settings),
        )
        if (kept) results.push(kept)
        continue
      }
      console.log(name)
      const test = TESTED_GROUPS.has(group)
        ? summarizeErrors(
            await readOrCompute(runs, run, 'common.json', () => errors(exportRun(runs, run), 1)),
          )
        : undefined
      results.push({ name, group, settings, validation, test })
    }
    const { before, after } = TRAINING_SHAPES.balancing
    const protocol = `${entries.length} faces of 300W's common test set (${COMMON_TEST_SETS.join(' + ')}), annotated boxes`
    const all: Results = { protocol, variants, paired, runs: results, balancing: { before, after } }
    const rounded = (_: string, value: unknown) =>
      typeof value === 'number' ? Number(value.toPrecision(5)) : value
    const text = JSON.stringify(all, rounded)
    writeFileSync(RESULTS_FILE, `${text}\n`)
    // From the rounded figures, so that the report is the same when it is created from the file.
    writeFileSync(`${MODELS}RESULTS.md`, createReport(JSON.parse(text) as Results))
  } finally {
    await evaluator.close()
  }
}

runCli(main)
