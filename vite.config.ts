import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { blazeFacePlugin } from './src/command/build/blaze-face-plugin.ts'
import { convolverPlugin } from './src/command/build/convolver-plugin.ts'
import { offlinePlugin } from './src/command/build/offline-plugin.ts'
import { meanFaceLicence } from './src/command/build/mean-face-licence.ts'
import { sampleClipLicence } from './src/command/build/samples.ts'
import { posterPlugin } from './src/command/build/poster-plugin.ts'
import { thumbnailsPlugin } from './src/command/build/thumbnails-plugin.ts'
import { preloadPage } from './src/command/build/preload-page.ts'
import { POLICY, previewHeaders } from './src/command/build/policy.ts'
import { PROBES_VARIABLE } from './src/command/build/test-probes.ts'

/** In the page itself, for hosts that send no headers. Only in the build: development needs inline scripts. */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
      injectTo: 'head-prepend',
    },
  ],
}

/**
 * No chunk imports a worker's first file back: WebKit would run it a second time, and each message would be
 * answered twice. Vite allows it, and does not let its configuration say otherwise.
 */
const ownEntry: Plugin = {
  name: 'own-entry',
  options: (options) => ({ ...options, preserveEntrySignatures: 'strict' }),
}

export default defineConfig({
  // Tests, the soak test and the benchmark read what the page drew; the published page does not show it.
  define: { __TEST_PROBES__: JSON.stringify(process.env[PROBES_VARIABLE] === '1') },
  // Relative, so that the build works from any folder of any static server.
  base: './',
  plugins: [
    react(),
    blazeFacePlugin(),
    convolverPlugin(),
    thumbnailsPlugin(),
    posterPlugin(),
    contentSecurityPolicy,
    preloadPage,
    previewHeaders,
    meanFaceLicence,
    sampleClipLicence,
    offlinePlugin,
  ],
  build: {
    target: 'es2022',
    // One stylesheet, though there is one a view in the source: the bundler's loader asks only once for a view's own,
    // and a view that did not come could not be loaded again.
    cssCodeSplit: false,
    // The WebGPU and WebGL backends are single files of TensorFlow.js, loaded only when chosen.
    chunkSizeWarningLimit: 900,
  },
  // Modules, so that a worker loads only the backend that it starts.
  worker: { format: 'es', plugins: () => [ownEntry] },
  // Not the pages of examples/, which are projects of their own.
  optimizeDeps: { entries: ['index.html'] },
  server: { port: 5173 },
  preview: { port: 4173 },
})
