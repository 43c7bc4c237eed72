import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const SOURCE = fileURLToPath(new URL('../../app/storage/offline-worker.ts', import.meta.url))
const PUBLIC = new URL('../../../public/', import.meta.url)

/** Name of the service worker, beside index.html because its scope is its own folder. */
const FILE = 'offline-worker.js'

/**
 * Files that are not precached: weights, which are cached when they are chosen; MediaPipe's runtime, which is loaded
 * only on request; WebAssembly for processors without SIMD; and source maps.
 */
const NOT_PRECACHED = /\.bin$|face_detection|mediapipe-|backend-wasm-(?!simd)|threaded-simd|\.map$/

/** Hashes a file's content; null for a file whose name holds such a hash. */
function computeRevision(name: string, content: string | Uint8Array): string | null {
  return name.startsWith('assets/') ? null : createHash('sha256').update(content).digest('hex').slice(0, 16)
}

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
      const contents = new Map<string, string | Uint8Array>()
      for (const [name, file] of Object.entries(bundle)) {
        contents.set(name, file.type === 'chunk' ? file.code : file.source)
      }
      for (const entry of readdirSync(PUBLIC, { withFileTypes: true })) {
        if (entry.isFile()) contents.set(entry.name, readFileSync(new URL(entry.name, PUBLIC)))
      }
      const files = [...contents]
        .filter(([name]) => name !== FILE && !NOT_PRECACHED.test(name))
        .map(([name, content]) => ({ url: name, revision: computeRevision(name, content) }))
        .sort((p, q) => (p.url < q.url ? -1 : 1))
      worker.code = worker.code.replaceAll('__FILES__', JSON.stringify(files))
    },
  },
}
