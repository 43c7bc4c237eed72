/**
 * `npm run label -- --photos DIR --out DIR [--variant wing]`: writes pseudo-labels, the cascade's landmarks of photos
 * without annotations, as .pts and index.csv, to train a smaller network on (train.py --taught DIR --taught-points OUT).
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, parse, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { formatPts } from '../evaluation/format-landmarks.ts'
import { Evaluator } from './evaluate/evaluator.ts'
import { runCli } from './run-cli.ts'
import { drawProgress } from './progress.ts'

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { photos: { type: 'string' }, out: { type: 'string' }, variant: { type: 'string' } },
  })
  if (!values.photos || !values.out)
    throw new Error('npm run label -- --photos DIR --out DIR [--variant NAME]')
  const [photos, out] = [resolve(values.photos), resolve(values.out)]
  mkdirSync(out, { recursive: true })
  const files = readdirSync(photos).filter((name) => name.endsWith('.jpg'))
  const evaluator = await Evaluator.open(photos)
  const began = Date.now()
  let found = 0
  try {
    console.log(await evaluator.loadVariant(values.variant ?? 'wing'))
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
