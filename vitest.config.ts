import { defineConfig } from 'vitest/config'
import viteConfig from './vite.config.ts'

/** Longest test and set-up on a busy machine with two cores, in milliseconds. */
const TIMEOUT_MS = 180_000

/** Tests that start browsers and trainers, two files at a time: more of them would only wait for one another. */
const heavy = {
  testTimeout: TIMEOUT_MS,
  hookTimeout: TIMEOUT_MS,
  maxWorkers: 2,
  // After the unit tests, which so never wait for a browser.
  sequence: { groupOrder: 1 },
}

export default defineConfig({
  // The page's plugins, for what tests import of its sources.
  plugins: viteConfig.plugins,
  define: viteConfig.define,
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000, maxWorkers: '100%' },
      },
      {
        extends: true,
        test: {
          ...heavy,
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/support/build.ts'],
        },
      },
      {
        extends: true,
        test: {
          ...heavy,
          name: 'python',
          include: ['test/python/**/*.test.ts'],
          // Small networks: more threads mostly wait for one another.
          env: { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
        },
      },
      {
        extends: true,
        test: {
          ...heavy,
          name: 'other-browsers',
          include: ['test/other-browsers/**/*.test.ts'],
          globalSetup: ['test/support/build.ts'],
        },
      },
    ],
  },
})
