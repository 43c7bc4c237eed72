/** Compares networks with and without the module in Chromium: npx tsx docs/experiments/winograd/run.ts [ROUNDS] */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchBrowser } from '../../../src/command/browser.ts'
import { buildPage } from '../../../src/command/build/page.ts'
import { serve } from '../../../src/command/server.ts'
import { computeMedian } from '../../../src/landmarker/median.ts'
import type { Comparison } from './page.ts'

const formatMedian = (values: readonly number[]) => (computeMedian(values) ?? 0).toFixed(2)
const [rounds = '60'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'winograd-'))
await buildPage(fileURLToPath(new URL('page.html', import.meta.url)), folder)
const photos = fileURLToPath(new URL('../../../node_modules/@vladmandic/face-api/demo', import.meta.url))
const { url, server } = await serve({ '/': folder, '/samples/': photos })
const browser = await launchBrowser()
try {
  const page = await browser.newPage()
  await page.goto(`${url}/page.html`)
  await page.waitForFunction(() => 'compare' in window)
  const samples = [1, 2, 3, 4, 5, 6].map((number) => `/samples/sample${number}.jpg`)
  console.log(`Chromium ${browser.version()}, medians of ${rounds} rounds in ms`)
  for (const variant of ['wing', 'precise', 'lite']) {
    const results: Comparison[] = await page.evaluate(
      ([name, count, paths]) => window.compare(name, count, paths),
      [variant, Number(rounds), samples] as const,
    )
    console.table(
      results.map(({ stage, backendMs, moduleMs, differencePx, loadMs }) => ({
        variant,
        stage,
        backend: formatMedian(backendMs),
        module: formatMedian(moduleMs),
        ratio: ((computeMedian(backendMs) ?? 0) / (computeMedian(moduleMs) ?? 1)).toFixed(2),
        differencePx: differencePx.toExponential(1),
        load: loadMs.map((ms) => ms.toFixed(0)).join(' and '),
      })),
    )
  }
} finally {
  await browser.close()
  server.close()
  rmSync(folder, { recursive: true })
}
