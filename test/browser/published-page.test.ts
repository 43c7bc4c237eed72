import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { expect, it } from 'vitest'
import { getHeaders } from '../../src/command/build/policy.ts'
import { serve } from '../../src/command/server.ts'
import { useBrowser } from '../support/browsing.ts'

const browser = useBrowser()

it('the published page, without test probes, finds the faces of a sample and takes one apart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wingmark-published-'))
  const mode = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  await build({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  })
  process.env.NODE_ENV = mode
  const { url, server } = await serve({ '/': folder }, { headers: getHeaders })
  const page = await browser().newPage()
  try {
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
    await page.goto(url)
    await page.getByRole('button', { name: 'Sample: four faces' }).click()
    await page.getByRole('img', { name: /^Photo with 4 faces/ }).waitFor()
    await page.getByRole('link', { name: 'X-ray' }).click()
    await page.getByTestId('xray-plot').waitFor()
    expect(await page.evaluate(() => 'wingmark' in window || 'xray' in window)).toBe(false)
    expect(problems).toEqual([])
  } finally {
    await page.close()
    server.closeAllConnections()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
