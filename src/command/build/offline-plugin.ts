import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const SOURCE = fileURLToPath(new URL('../../app/storage/offline-worker.ts', import.meta.url))

/** Name of the service worker, beside index.html because its scope is its own folder. */
const FILE = 'offline-worker.js'

/**
 * Files that are not precached: weights, which are cached when they are chosen; MediaPipe's runtime, which is loaded
 * only on request; WebAssembly for processors without SIMD; and source maps.
 */
const NOT_PRECACHED = /\.bin$|face_detection|mediapipe-|backend-wasm-(?!simd)|threaded-simd|\.map$/

/** Plugin that builds the service worker and gives it the list of files to precache. */
export const offlinePlugin: Plugin = {
  name: 'offline',
  apply: 'build',
  buildStart() {
    this.emitFile({ type: 'chunk', id: SOURCE, fileName: FILE })
  },
  // Runs after all other plugins, when every file has its name and content.
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const worker = bundle[FILE]
      if (worker?.type !== 'chunk') this.error(`the build has no ${FILE}`)
      if (worker.imports.length > 0)
        this.error(`${FILE} must be one file, and imports ${worker.imports.join()}`)
      const publicFiles = readdirSync(fileURLToPath(new URL('../../../public', import.meta.url)), {
        withFileTypes: true,
      })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
      const files = [...Object.keys(bundle), ...publicFiles]
        .filter((name) => name !== FILE && name !== 'index.html' && !NOT_PRECACHED.test(name))
        .sort()
      const hash = createHash('sha256')
      for (const name of Object.keys(bundle).sort()) {
        const file = bundle[name]
        hash.update(name).update(file.type === 'chunk' ? file.code : file.source)
      }
      const build = hash.digest('hex').slice(0, 16)
      worker.code = worker.code
        .replaceAll('__BUILD__', JSON.stringify(build))
        .replaceAll('__FILES__', JSON.stringify(files))
    },
  },
}
