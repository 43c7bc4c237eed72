/**
 * Writes mediapipe-boxes.json into a folder in 300W's layout: the face detector's boxes for each photo, from which
 * the trainer estimates the error of initial crops. `npm run detect-boxes -- --help` prints the options.
 */
import { renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { listPhotoEntries } from './evaluate/photo-entries.ts'
import { openHarness } from './harness-page.ts'
import { runCli } from './run-cli.ts'
import { drawProgress } from './progress.ts'

const HELP = `npm run detect-boxes -- --data DIR [options]

  --data DIR    folder in 300W's layout: photos with .pts files of 68 points beside them
  --sets A,B    folders below it (lfpw/trainset,helen/trainset,afw)

Writes DIR/mediapipe-boxes.json: detected faces in pixels, by the photo's path without extension. Each has a box
[centre x, centre y, width, height] and keypoints: eyes, nose, mouth and ears.`

const FILE = 'mediapipe-boxes.json'
const HARNESS = fileURLToPath(new URL('./detect-boxes/harness.html', import.meta.url))

const round = (value: number) => Math.round(value * 100) / 100

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      sets: { type: 'string', default: 'lfpw/trainset,helen/trainset,afw' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(HELP)
  if (!values.data) throw new Error('--data is required; see --help.')
  const data = resolve(values.data)
  const entries = listPhotoEntries(data, values.sets.split(',').filter(Boolean))
  const { page, url, close } = await openHarness(HARNESS, data, 'detection')
  try {
    await page.evaluate(() => window.detection.start())
    const found: Record<string, { box: number[]; keypoints: number[][] }[]> = {}
    const began = Date.now()
    for (const [i, { key, photo }] of entries.entries()) {
      const faces = await page.evaluate((of) => window.detection.find(of), `${url}/data/${encodeURI(photo)}`)
      if (!faces)
        throw new Error(`${photo} cannot be opened as a picture. Repair or remove it and start again.`)
      found[key] = faces.map(({ centre, width, height, keyPoints }) => ({
        box: [...centre, width, height].map(round),
        keypoints: keyPoints.map((point) => point.map(round)),
      }))
      drawProgress(i + 1, entries.length, began)
    }
    // An interrupted run must leave the old file unchanged.
    const temporary = join(data, `${FILE}.tmp`)
    writeFileSync(temporary, JSON.stringify(found))
    renameSync(temporary, join(data, FILE))
    const seen = Object.values(found).filter((faces) => faces.length > 0).length
    console.log(`${join(data, FILE)}: faces in ${seen} of ${entries.length} photos.`)
  } finally {
    await close()
  }
}

runCli(main)
