import type { Plugin } from 'vite'
import { BLAZE_FACE_FILE, readBlazeFace } from './blaze-face-weights.ts'
import { generatedFilesPlugin } from './generated-files-plugin.ts'

/**
 * Creates the plugin that converts the detector's weights from the installed package: `virtual:blaze-face` exports
 * their manifest and the URL of the file, which the build emits and the development server sends.
 */
export function blazeFacePlugin(): Plugin {
  const file = { name: BLAZE_FACE_FILE, type: 'application/octet-stream', create: () => readBlazeFace().data }
  return generatedFilesPlugin('virtual:blaze-face', [file], ([url]) => {
    return `export const manifest = ${JSON.stringify(readBlazeFace().manifest)}\nexport const url = ${url}\n`
  })
}
