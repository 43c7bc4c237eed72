import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Lists the files in folders of the repository whose names end in this way. */
function listFiles(folders: readonly string[], ending: RegExp): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => join(folder, file).replaceAll('\\', '/'))
      .filter((file) => ending.test(file)),
  )
}

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')

interface Syntax {
  readonly type: string
  readonly start: number
  readonly expression?: Syntax & { readonly computed?: boolean }
}

const isSyntax = (value: unknown): value is Syntax =>
  typeof value === 'object' && value !== null && 'type' in value

/** Lists a node of a syntax tree and all below it. */
function listNodes(node: Syntax): Syntax[] {
  const children = Object.values(node).flat().filter(isSyntax)
  return [node, ...children.flatMap(listNodes)]
}

describe('the sources', () => {
  it('assert with ! only that an index exists', () => {
    const files = listFiles(['src'], /\.tsx?$/).filter((file) => file !== 'src/networks/winograd/kernel.ts')
    const others = files.flatMap((file) => {
      const text = read(file)
      // Parsing all of them would take five seconds.
      if (!/[\w)]!(?!=)/.test(text)) return []
      return listNodes(parseSync(file, text).program as unknown as Syntax)
        .filter(({ type, expression }) => type === 'TSNonNullExpression' && !expression?.computed)
        .map(({ start }) => `${file}:${text.slice(0, start).split('\n').length}`)
    })
    expect(files.length).toBeGreaterThan(400)
    expect(others).toEqual([])
  })

  it('have docstrings that begin with a verb or the name of a thing', () => {
    const start = /(?:\/\*\*|""")\s*(?:\*\s*)?(What|How|Of|Where|Whether|Which|Who|When|Why|If)\b[^\n]*/g
    const found = listFiles(['src', 'test', 'training', 'docs/.vitepress'], /\.(?:tsx?|py)$/).flatMap(
      (file) => [...read(file).matchAll(start)].map(([words]) => `${file}: ${words}`),
    )
    expect(found).toEqual([])
  })
})
