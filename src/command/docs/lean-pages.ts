import { readdirSync, copyFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/**
 * Plugin that writes the page scripts by their second names. VitePress 1 puts them into Rollup's bundle, which Vite 8's
 * bundler ignores. They are the whole scripts: without what VitePress leaves out of them, a page's first script is
 * somewhat larger.
 */
export const leanPages: Plugin = {
  name: 'lean-pages',
  apply: (_, { isSsrBuild = false }) => !isSsrBuild,
  writeBundle({ dir = '' }) {
    const assets = join(dir, 'assets')
    for (const file of readdirSync(assets))
      if (/\.md\.[\w-]+\.js$/.test(file))
        copyFileSync(join(assets, file), join(assets, file.replace(/\.js$/, '.lean.js')))
  },
}
