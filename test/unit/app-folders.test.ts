import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const APP = fileURLToPath(new URL('../../src/app/', import.meta.url))

const files = readdirSync(APP, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file))

/** Paths below src/app that a file imports. */
function findImports(file: string): string[] {
  const text = readFileSync(join(APP, file), 'utf8')
  return [...text.matchAll(/(?:from |import\()'(\.[^']+)'/g)].map(([, path]) =>
    join(dirname(file), path!).replaceAll('\\', '/'),
  )
}

/** Name of the view that a path belongs to; undefined outside of features/. */
const findView = (path: string) => /^features\/([^/]+)\//.exec(path)?.[1]

describe('the views of the page', () => {
  it('are imported by App.tsx and by themselves only', () => {
    const foreign = files
      .filter((file) => file !== 'App.tsx')
      .flatMap((file) => findImports(file).map((path) => ({ file, path })))
      .filter(({ file, path }) => findView(path) !== undefined && findView(path) !== findView(file))
    expect(files.filter(findView).length).toBeGreaterThan(40)
    expect(foreign).toEqual([])
  })
})
