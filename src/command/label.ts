/**
 * Writes pseudo-labels: a variant's landmarks of photos without annotations, to train a smaller network on.
 * `npm run label -- --help` prints the options.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, parse, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { formatPts } from '../evaluation/format-landmarks.ts'
import { Evaluator } from './evaluate/evaluator.ts'
import { runCli } from './run-cli.ts'
import { drawProgress } from './progress.ts'

const HELP = `npm run label -- --photos DIR --out DIR [options]

  --photos DIR      folder of photos (.jpg), each with a face in the centre
  --out DIR         folder for the landmarks; existing files are kept
  --variant NAME    a folder of models/, or one that training/export.py wrote elsewhere (wing)

Writes pseudo-labels: OUT/NAME.pts for each photo, and OUT/index.csv. To train a smaller network on them:
train.py ... --taught DIR --taught-points OUT.`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      photos: { type: 'string' },
      out: { type: 'string' },
      variant: { type: 'string', default: 'wing' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(HELP)
  if (!values.photos || !values.out) throw new Error('--photos and --out are needed; --help says more.')
  const [photos, out] = [resolve(values.photos), resolve(values.out)]
  mkdirSync(out, { recursive: true })
  const files = readdirSync(photos).filter((name) => name.endsWith('.jpg'))
  const evaluator = await Evaluator.open(photos)
  const began = Date.now()
  let found = 0
  try {
    console.log(await evaluator.loadVariant(values.variant))
    for (const [i, file] of files.entries()) {
      const pts = join(out, `${parse(file).name}.pts`)
      // A restarted run skips photos that have been labelled.
      const landmarks = existsSync(pts) ? [] : await evaluator.findCentralFace(file)
      if (landmarks) found++
      if (landmarks?.length) writeFileSync(pts, formatPts(landmarks))
      drawProgress(i + 1, files.length, began)
    }
  } finally {
    await evaluator.close()
  }
  // The trainer also reads the columns person and disagreement, which are unknown here.
  const labelled = files
    .map((file) => parse(file).name)
    .filter((name) => existsSync(join(out, `${name}.pts`)))
  const rows = labelled.map((name) => `${name},labelled,,`)
  writeFileSync(join(out, 'index.csv'), `${['name,set,person,disagreement', ...rows].join('\n')}\n`)
  console.log(`${found} of ${files.length} photos show a face in the middle.`)
}

runCli(main)
