/**
 * Fuzzes every parser with seeded mutations of real files.
 * `npm run fuzz -- --help` prints the options.
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'
import { ANNOTATIONS_TARGET } from './fuzz/annotations.ts'
import { DATASET_TARGET } from './fuzz/dataset.ts'
import { DLIB_TARGET } from './fuzz/dlib.ts'
import type { FuzzTarget } from './fuzz/fuzz-target.ts'
import { MANIFEST_TARGET } from './fuzz/manifest.ts'
import { openPhotoPage } from './fuzz/photos.ts'
import { PREDICTIONS_TARGET } from './fuzz/predictions.ts'
import { PTS_TARGET } from './fuzz/pts.ts'
import { fuzz, type Memory, type FuzzResult } from './fuzz/run.ts'
import { TUNED_TARGET } from './fuzz/tuned.ts'
import { ZIP_TARGET } from './fuzz/zip.ts'
import { parseCount } from './options.ts'
import { runCli } from './run-cli.ts'
import { drawProgress } from './progress.ts'

const HELP = `npm run fuzz [-- options]

  --inputs N        inputs of each parser (10000)
  --seed N          random seed of the inputs (1)
  --first N         number of the first input, to repeat one (0)
  --only A,B        some of pts, predictions, dlib, annotations, tuned, manifest, weights, zip, dataset, address,
                    photo (all)
  --looks N         number of readable photos in which faces are also detected (300)

Exits with 1 if a parser crashes, hangs, leaks memory, accepts invalid input, or rejects it without a readable message.
Such inputs are written to the folder for temporary files.`

/** Opened fuzz target, with the memory to watch for leaks. */
interface OpenTarget {
  readonly target: FuzzTarget
  readonly memory?: Memory
  close?(): Promise<void>
}

const createPlain = (target: unknown) => () => Promise.resolve({ target: target as FuzzTarget })

/** Imports a target through Vite, for those that need the list of bundled variants. */
async function importTarget(file: string, name: string): Promise<OpenTarget> {
  const path = fileURLToPath(new URL(`./fuzz/${file}`, import.meta.url))
  const { module } = await runnerImport<Record<string, FuzzTarget>>(path, { logLevel: 'error' })
  return { target: module[name]! }
}

async function openPhotoTarget(looks: number): Promise<OpenTarget> {
  const page = await openPhotoPage()
  return { target: page.createTarget(looks) as FuzzTarget, memory: page.memory, close: () => page.close() }
}

/** Lists all parsers by their names in --only. */
function listTargets(looks: number): Readonly<Record<string, () => Promise<OpenTarget>>> {
  return {
    pts: createPlain(PTS_TARGET),
    predictions: createPlain(PREDICTIONS_TARGET),
    dlib: createPlain(DLIB_TARGET),
    annotations: createPlain(ANNOTATIONS_TARGET),
    tuned: createPlain(TUNED_TARGET),
    manifest: createPlain(MANIFEST_TARGET),
    weights: () => importTarget('weights.ts', 'WEIGHTS_TARGET'),
    zip: createPlain(ZIP_TARGET),
    dataset: createPlain(DATASET_TARGET),
    address: () => importTarget('address.ts', 'ADDRESS_TARGET'),
    photo: () => openPhotoTarget(looks),
  }
}

const formatMegabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`

function formatRow({ name, inputs, accepted, refused, slowest, growth, failures }: FuzzResult): string {
  const cells = [name, inputs, accepted, refused, `${slowest.ms.toFixed(1)} ms (${slowest.index})`]
  return `| ${[...cells, formatMegabytes(growth), failures.length].join(' | ')} |`
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      inputs: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      first: { type: 'string', default: '0' },
      only: { type: 'string', default: '' },
      looks: { type: 'string', default: '300' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(HELP)
  const plan = {
    inputs: parseCount('inputs', values.inputs),
    seed: parseCount('seed', values.seed, 0),
    first: parseCount('first', values.first, 0),
  }
  const looks = parseCount('looks', values.looks, 0)
  const all = listTargets(looks)
  const names = values.only ? values.only.split(',') : Object.keys(all)
  const unknown = names.find((name) => !Object.hasOwn(all, name))
  if (unknown !== undefined) {
    throw new Error(`Unknown parser "${unknown}"; known are ${Object.keys(all).join(', ')}.`)
  }
  console.log(`Seed ${plan.seed}. Faces are also detected in the first ${looks} readable photos.\n`)
  console.log('| parser | inputs | accepted | rejected | slowest (input number) | memory growth | bugs |')
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |')
  for (const name of names) {
    const { target, memory, close } = await all[name]!()
    const began = Date.now()
    try {
      const row = await fuzz(
        target,
        { ...plan, progress: (done) => drawProgress(done, plan.inputs, began) },
        memory,
      )
      console.log(formatRow(row))
      for (const { index, reason, file } of row.failures) {
        process.exitCode = 1
        const again = `npm run fuzz -- --only ${name} --seed ${plan.seed} --first ${index} --inputs 1`
        console.error(`\n${name}, input ${index}: ${reason}\n  ${file}\n  ${again}\n`)
      }
    } finally {
      await close?.()
    }
  }
}

runCli(main)
