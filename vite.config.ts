import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { mediapipeWithoutEval } from './src/command/without-eval.ts'

/**
 * Nothing leaves the page's own origin. 'wasm-unsafe-eval' compiles WebAssembly; blob: shows photos
 * that a person chose. Only in the build: the development server needs inline scripts.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

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

export default defineConfig({
  // Relative, so that the build works from any folder of any static server.
  base: './',
  plugins: [react(), mediapipeWithoutEval, contentSecurityPolicy],
  build: {
    target: 'es2022',
    // The WebGPU and WebGL backends are single files of TensorFlow.js, loaded only when chosen.
    chunkSizeWarningLimit: 900,
  },
  // Modules, so that a worker loads only the backend that it starts.
  worker: { format: 'es' },
  server: { port: 5173 },
  preview: { port: 4173 },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Two cores: pages with networks in them take turns.
    fileParallelism: false,
  },
})
