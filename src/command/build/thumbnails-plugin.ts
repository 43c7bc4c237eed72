import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'
import { SAMPLE_PARTS, type SampleName } from '../../app/media/sample-parts.ts'
import { generatedFilesPlugin } from './generated-files-plugin.ts'
import { shrinkJpeg } from './shrink-jpeg.ts'

const PHOTOS = new URL('../../../node_modules/@vladmandic/face-api/demo/', import.meta.url)

/** One and a half times the width of the buttons that show them. */
const WIDTH_PX = 256

const NAMES = Object.keys(SAMPLE_PARTS) as SampleName[]

function createSampleThumbnail(name: SampleName): Uint8Array {
  const { photo, part } = { part: undefined, ...SAMPLE_PARTS[name] }
  return shrinkJpeg(readFileSync(new URL(`sample${photo}.jpg`, PHOTOS)), WIDTH_PX, part)
}

/**
 * Creates the plugin that makes the samples' thumbnails from the installed package, so that the page does not load the
 * photos: `virtual:sample-thumbnails` exports their URLs, which the build emits and the development server sends.
 */
export function thumbnailsPlugin(): Plugin {
  const files = NAMES.map((name) => ({
    name: `sample-${name}.jpg`,
    type: 'image/jpeg',
    create: () => createSampleThumbnail(name),
  }))
  return generatedFilesPlugin('virtual:sample-thumbnails', files, (urls) => {
    const entries = NAMES.map((name, i) => `${name}: ${urls[i]}`)
    return `export const thumbnails = { ${entries.join(', ')} }\n`
  })
}
