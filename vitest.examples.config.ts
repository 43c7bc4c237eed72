import { defineConfig } from 'vitest/config'

/** `npm run examples`: builds each example with the packed package and opens it. Not part of `npm test`. */
export default defineConfig({
  test: {
    include: ['test/examples/**/*.test.ts'],
    globalSetup: ['test/support/examples-setup.ts'],
    testTimeout: 600_000,
    hookTimeout: 180_000,
    fileParallelism: false,
  },
})
