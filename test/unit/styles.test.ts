import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const APP = fileURLToPath(new URL('../../src/app/', import.meta.url))
const files = readdirSync(APP, { recursive: true, encoding: 'utf8' }).map((file) =>
  file.replaceAll('\\', '/'),
)
const read = (file: string) => readFileSync(join(APP, file), 'utf8')

/** Classes that a CSS module defines. */
function findClasses(module: string): string[] {
  const selectors = read(module)
    .replaceAll(/\/\*[^]*?\*\//g, '')
    .match(/[^{}]+(?=\{)/g)
  return [...new Set(selectors?.join(' ').match(/(?<=\.)[a-z]\w*/gi))]
}

/** Uses of the classes of CSS modules in a component, as `module.css:class`. */
function findUses(component: string): string[] {
  const text = read(component)
  return [...text.matchAll(/import (\w+) from '(\.[^']+\.module\.css)'/g)].flatMap(([, name, path]) => {
    const module = join(dirname(component), path ?? '').replaceAll('\\', '/')
    return [...text.matchAll(new RegExp(`\\b${name}\\.(\\w+)`, 'g'))].map(([, used]) => `${module}:${used}`)
  })
}

describe('the styles', () => {
  const modules = files.filter((file) => file.endsWith('.module.css'))
  const defined = modules.flatMap((module) => findClasses(module).map((name) => `${module}:${name}`))
  const used = new Set(files.filter((file) => file.endsWith('.tsx')).flatMap(findUses))

  it('define every class that is used, and no other', () => {
    expect(modules.length).toBeGreaterThan(10)
    expect([...used].sort()).toEqual(defined.toSorted())
  })

  it('style elements without a class in one file only', () => {
    expect(files.filter((file) => file.endsWith('.css') && !modules.includes(file)).sort()).toEqual([
      'ui/base.css',
      'ui/tokens.css',
    ])
    for (const module of modules) {
      const css = read(module).replaceAll(/\/\*[^]*?\*\//g, '')
      const rules = css.match(/[^{};]+(?=\{)/g) ?? []
      const bare = rules
        .flatMap((rule) => rule.split(','))
        .map((selector) => selector.trim())
        .filter(
          (selector) =>
            !selector.startsWith('@') && !selector.includes('.') && !/^(from|to|\d+%)$/.test(selector),
        )
      expect(bare, module).toEqual([])
    }
  })
})
