import type { Plugin } from 'vite'
import { BLAZE_FACE_FILE, readBlazeFace } from './blaze-face-weights.ts'

const MODULE = 'virtual:blaze-face'
/** Module id with Rollup's prefix for modules that no other plugin loads. */
const RESOLVED = `\0${MODULE}`

/**
 * Creates the plugin that converts the detector's weights from the installed package: `virtual:blaze-face` exports
 * their manifest and the URL of the file, which the build emits and the development server sends.
 */
export function blazeFacePlugin(): Plugin {
  let isBuild = false
  let address = ''
  return {
    name: 'blaze-face',
    configResolved({ command, base }) {
      isBuild = command === 'build'
      address = `${base.startsWith('/') ? base : '/'}@${BLAZE_FACE_FILE}`
    },
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        if (request.url?.split('?')[0] !== address) return next()
        response.setHeader('content-type', 'application/octet-stream')
        response.end(readBlazeFace().data)
      })
    },
    resolveId: (source) => (source === MODULE ? RESOLVED : undefined),
    load(id) {
      if (id !== RESOLVED) return undefined
      const { manifest, data } = readBlazeFace()
      const url = isBuild
        ? `import.meta.ROLLUP_FILE_URL_${this.emitFile({ type: 'asset', name: BLAZE_FACE_FILE, source: data })}`
        : JSON.stringify(address)
      return `export const manifest = ${JSON.stringify(manifest)}\nexport const url = ${url}\n`
    },
  }
}
