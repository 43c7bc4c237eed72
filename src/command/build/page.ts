import { dirname } from 'node:path'
import { build } from 'vite'
import { blazeFacePlugin } from './blaze-face-plugin.ts'

/** Builds one HTML page of the command line into a folder, with the landmarker as the page has it. */
export async function buildPage(html: string, folder: string): Promise<void> {
  await build({
    root: dirname(html),
    configFile: false,
    logLevel: 'error',
    base: './',
    plugins: [blazeFacePlugin()],
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: { input: html },
      chunkSizeWarningLimit: 4000,
    },
  })
}
