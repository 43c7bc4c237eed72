/**
 * Writes the errors of the bundled variants on each face of 300W's common test set, which the page shows.
 * `npm run test-faces -- --help` prints the options.
 */
import { readdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { computeFaceMetrics } from '../evaluation/face-metrics.ts'
import { encodeTestFaces } from '../evaluation/test-faces.ts'
import type { Point } from '../geometry/point.ts'
import { sortVariants } from '../landmarker/models/display-names.ts'
import { Evaluator } from './evaluate/evaluator.ts'
import { COMMON_TEST_SETS, listPhotoEntries } from './evaluate/photo-entries.ts'
import { drawProgress } from './progress.ts'
import { runCli } from './run-cli.ts'

const MODELS = fileURLToPath(new URL('../../models/', import.meta.url))

const HELP = `npm run test-faces -- --data DIR

  --data DIR        folder in 300W's layout: photos with .pts files of 68 points beside them

Evaluates the bundled variants from the annotated boxes, and writes models/test-faces.json: their errors on each
face, and the outlines of the worst ones. No photos. Run it together with npm run results.`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, help: { type: 'boolean', default: false } },
  })
  if (values.help) return console.log(HELP)
  if (!values.data) throw new Error('--data is needed; --help says more.')
  const data = resolve(values.data)
  const entries = listPhotoEntries(data, COMMON_TEST_SETS)
  const folders = readdirSync(MODELS, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const variants = sortVariants(folders.map(({ name }) => name))
  const truths: (readonly Point[])[] = []
  const found = entries.map((): Record<string, readonly Point[] | undefined> => ({}))
  const evaluator = await Evaluator.open(data)
  try {
    for (const variant of variants) {
      console.log(`models/${variant}`)
      await evaluator.loadVariant(variant)
      const began = Date.now()
      let i = 0
      for await (const face of evaluator.predictFaces(entries, { boxes: 'annotated', stages: 2, roll: 0 })) {
        truths[i] = face.truth
        found[i++]![variant] = face.found
        drawProgress(i, entries.length, began)
      }
    }
  } finally {
    await evaluator.close()
  }
  const faces = truths.map((truth, i) => ({
    // The names of 300W's photos stay out of the file.
    scored: computeFaceMetrics('', i + 1, truth, found[i]!),
    truth,
    found: found[i]!,
  }))
  const protocol = `${entries.length} faces of 300W's common test set (${COMMON_TEST_SETS.join(' + ')}), annotated boxes`
  const file = encodeTestFaces(protocol, variants, faces)
  writeFileSync(`${MODELS}test-faces.json`, `${JSON.stringify(file)}\n`)
}

runCli(main)
