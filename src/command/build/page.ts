import { dirname } from 'node:path'
import { build } from 'vite'
import { blazeFacePlugin } from './blaze-face-plugin.ts'
import { convolverPlugin } from './convolver-plugin.ts'

/** Builds an HTML page of a command or a test into a folder, with the same landmarker as the app. */
export async function buildPage(html: string, folder: string): Promise<void> {
  await build({
    root: dirname(html),
    configFile: false,
    logLevel: 'error',
    base: './',
    plugins: [blazeFacePlugin(), convolverPlugin()],
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: { input: html },
      chunkSizeWarningLimit: 4000,
    },
  })
}
