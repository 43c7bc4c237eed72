import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'
import { tinyVariant } from '../src/command/fuzz/tiny.ts'
import { HEADERS } from '../src/command/build/policy.ts'
import { serve } from '../src/command/server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the built page. */
    page: string
    /** Address of test/pages/engine.html, built. */
    engine: string
  }
}

/** Builds the page once and serves it, below a folder as a static host might; and the tests' own page. */
export default async function setup(project: TestProject): Promise<() => void> {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const folder = mkdtempSync(join(tmpdir(), 'wingmark-test-'))
  // As npm run build does it; Vitest's own value would build React for development.
  const mode = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  await build({ root, logLevel: 'error' })
  await build({
    root: join(root, 'test/pages'),
    configFile: false,
    logLevel: 'error',
    base: './',
    worker: { format: 'es' },
    build: {
      outDir: join(folder, 'engine'),
      rolldownOptions: { input: join(root, 'test/pages/engine.html') },
      chunkSizeWarningLimit: 4000,
    },
  })
  process.env.NODE_ENV = mode
  mkdirSync(join(folder, 'tiny'))
  for (const [file, data] of tinyVariant()) writeFileSync(join(folder, 'tiny', file), data)
  const page = await serve({ '/some/folder/': `${root}/dist` }, { headers: HEADERS })
  const { url, server } = await serve({
    '/engine/': join(folder, 'engine'),
    '/tiny/': join(folder, 'tiny'),
    '/samples/': join(root, 'node_modules/@vladmandic/face-api/demo'),
  })
  project.provide('page', `${page.url}/some/folder/`)
  project.provide('engine', `${url}/engine/engine.html`)
  return () => {
    page.server.close()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
