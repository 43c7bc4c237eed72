import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'
import { blazeFacePlugin } from '../src/command/build/blaze-face-plugin.ts'
import { createTinyVariant } from '../src/command/fuzz/tiny-variant.ts'
import type { VariantManifest } from '../src/networks/manifest.ts'
import { getHeaders } from '../src/command/build/policy.ts'
import { serve } from '../src/command/server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the built page. */
    page: string
    /** Address of test/pages/engine.html, built. */
    engine: string
  }
}

/**
 * Variants for the tests' own page: a tiny one, the same under the name of a shipped one, and the CNN-6 of
 * Wing alone, as training/export.py writes it without a second stage.
 */
function writeVariants(root: string, folder: string): void {
  const write = (name: string, files: Map<string, Buffer>, change: (manifest: VariantManifest) => object) => {
    mkdirSync(join(folder, name))
    for (const [file, data] of files) writeFileSync(join(folder, name, file), data)
    const manifest = JSON.parse(String(files.get('model.json'))) as VariantManifest
    writeFileSync(join(folder, name, 'model.json'), JSON.stringify(change(manifest)))
  }
  const wing = join(root, 'models/wing')
  const files = ['model.json', 'stage1.bin'].map((file) => [file, readFileSync(join(wing, file))] as const)
  write('tiny', createTinyVariant(), (manifest) => manifest)
  write('named-wing', createTinyVariant(), (manifest) => ({ ...manifest, variant: 'wing' }))
  write('cnn6', new Map(files), ({ stages }) => ({ variant: 'cnn6', stages: stages.slice(0, 1) }))
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
    plugins: [blazeFacePlugin()],
    worker: { format: 'es' },
    build: {
      outDir: join(folder, 'engine'),
      rolldownOptions: { input: join(root, 'test/pages/engine.html') },
      chunkSizeWarningLimit: 4000,
    },
  })
  process.env.NODE_ENV = mode
  writeVariants(root, folder)
  const page = await serve({ '/some/folder/': `${root}/dist` }, { headers: getHeaders })
  const { url, server } = await serve({
    '/engine/': join(folder, 'engine'),
    '/tiny/': join(folder, 'tiny'),
    '/named-wing/': join(folder, 'named-wing'),
    '/cnn6/': join(folder, 'cnn6'),
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
