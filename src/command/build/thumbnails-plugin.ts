import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'
import { SAMPLE_PARTS, type SampleName } from '../../app/media/sample-parts.ts'
import { createThumbnail } from './thumbnail.ts'

const MODULE = 'virtual:sample-thumbnails'
/** Module id with Rollup's prefix for modules that no other plugin loads. */
const RESOLVED = `\0${MODULE}`

const PHOTOS = new URL('../../../node_modules/@vladmandic/face-api/demo/', import.meta.url)

/** One and a half times the width of the buttons that show them. */
const WIDTH_PX = 256

const NAMES = Object.keys(SAMPLE_PARTS) as SampleName[]
const getFileName = (name: SampleName) => `sample-${name}.jpg`

function createSampleThumbnail(name: SampleName): Uint8Array {
  const { photo, part } = { part: undefined, ...SAMPLE_PARTS[name] }
  return createThumbnail(readFileSync(new URL(`sample${photo}.jpg`, PHOTOS)), WIDTH_PX, part)
}

/**
 * Creates the plugin that makes the samples' thumbnails from the installed package, so that the page does not load the
 * photos: `virtual:sample-thumbnails` exports their URLs, which the build emits and the development server sends.
 */
export function thumbnailsPlugin(): Plugin {
  let isBuild = false
  let folder = ''
  return {
    name: 'sample-thumbnails',
    configResolved({ command, base }) {
      isBuild = command === 'build'
      folder = `${base.startsWith('/') ? base : '/'}@thumbnails/`
    },
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const path = request.url?.split('?')[0]
        const name = NAMES.find((known) => path === folder + getFileName(known))
        if (!name) return next()
        response.setHeader('content-type', 'image/jpeg')
        response.end(createSampleThumbnail(name))
      })
    },
    resolveId: (source) => (source === MODULE ? RESOLVED : undefined),
    load(id) {
      if (id !== RESOLVED) return undefined
      const entries = NAMES.map((name) => {
        const file = getFileName(name)
        const url = isBuild
          ? `import.meta.ROLLUP_FILE_URL_${this.emitFile({ type: 'asset', name: file, source: createSampleThumbnail(name) })}`
          : JSON.stringify(folder + file)
        return `${name}: ${url}`
      })
      return `export const thumbnails = { ${entries.join(', ')} }\n`
    },
  }
}
