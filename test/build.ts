import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'
import { serve } from '../src/command/server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the built page. */
    page: string
  }
}

/** Builds the page once and serves it, below a folder as a static host might. */
export default async function setup(project: TestProject): Promise<() => void> {
  const root = fileURLToPath(new URL('..', import.meta.url))
  await build({ root, logLevel: 'error' })
  const { url, server } = await serve({ '/some/folder/': `${root}/dist` })
  project.provide('page', `${url}/some/folder/`)
  return () => server.close()
}
