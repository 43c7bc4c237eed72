import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browsing.ts'
import { sample } from '../support/faces.ts'
import { engineReady, openPhoto } from '../support/visit.ts'

const browser = useBrowser()
let server: ViteDevServer
let cacheDir: string

beforeAll(async () => {
  // As npm run dev starts it for the first time, on a port that is free.
  cacheDir = mkdtempSync(join(tmpdir(), 'wingmark-development-'))
  server = await createServer({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    cacheDir,
    logLevel: 'error',
    define: { __TEST_PROBES__: 'true' },
    server: { port: 0 },
  })
  await server.listen()
})

afterAll(async () => {
  await server?.close()
  rmSync(cacheDir, { recursive: true, force: true })
})

describe('the development server', () => {
  it.each(['', '?detector=mediapipe'])(
    'gives a page that finds faces, without an error: %s',
    async (query) => {
      const page = await browser().newPage({ reducedMotion: 'reduce' })
      const problems: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text())
      })
      page.on('pageerror', (error) => problems.push(error.message))
      let loads = 0
      page.on('domcontentloaded', () => loads++)
      const [url] = server.resolvedUrls?.local ?? []
      await page.goto(url + query)
      await engineReady(page)
      const { faces, place } = await openPhoto(page, 'group.jpg', 'image/jpeg', sample(6))
      expect(faces).toHaveLength(4)
      expect(place).toBe('worker')
      expect(problems).toEqual([])
      // Not loaded again, as Vite does it when it meets a package late.
      expect(loads).toBe(1)
      await page.close()
    },
  )
})
