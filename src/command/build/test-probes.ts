import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** Environment variable that builds the page with its test probes, `window.wingmark` and `window.xray`. */
export const PROBES_VARIABLE = 'WINGMARK_TEST_PROBES'

/** Builds the page with its test probes into a folder. It differs from the published page by these alone. */
export async function buildProbedPage(folder: string): Promise<void> {
  process.env[PROBES_VARIABLE] = '1'
  try {
    await build({ root: ROOT, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } })
  } finally {
    delete process.env[PROBES_VARIABLE]
  }
}
