import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Declaration and the docstring above it. */
interface Entry {
  readonly name: string
  readonly text: string
  readonly comment: string
}

/** Extracts the text of a docstring, without asterisks; @throws and @returns become paragraphs. */
function extractProse(comment: string): string {
  return comment
    .replace(/^\/\*\*|\*\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trim())
    .join(' ')
    .trim()
    .replace(/@throws /g, '\n\nThrows ')
    .replace(/@returns /g, '\n\nReturns ')
    .trim()
}

/** Parses the top-level declarations of a .d.ts, by name. */
function parseDeclarations(text: string): Map<string, Entry> {
  const found = new Map<string, Entry>()
  const start =
    /(\/\*\*(?:(?!\*\/)[^])*\*\/\s*)?^export (?:declare )?(?:interface|type|class|function|const) (\w+)/gm
  for (const match of text.matchAll(start)) {
    const [whole, comment = '', name = ''] = match
    const from = match.index + whole.indexOf('export', comment.length)
    // A declaration ends with the first line that closes it at the margin, or in itself.
    const rest = text.slice(from)
    const first = rest.slice(0, rest.indexOf('\n'))
    const end = first.endsWith('{') ? rest.indexOf('\n}') + 2 : rest.search(/;$/m) + 1
    found.set(name, { name, text: rest.slice(0, end), comment: extractProse(comment.trim()) })
  }
  return found
}

const HEAD = '# API\n\nWritten by `npm run build:lib` from the docstrings.'

/**
 * Creates the package's API reference in Markdown from the declarations and docstrings that `file` exports, below `head`.
 * @throws Error if an exported name is not declared in the module it is exported from.
 */
export function createReference(file: string, head = HEAD): string {
  const sections: string[] = []
  for (const [, list = '', source = ''] of readFileSync(file, 'utf8').matchAll(
    /export (?:type )?\{([^}]*)\} from '([^']*)'/g,
  )) {
    const known = parseDeclarations(
      readFileSync(join(dirname(file), source.replace(/\.tsx?$/, '.d.ts')), 'utf8'),
    )
    for (const name of list.split(',').map((item) => item.replace('type ', '').trim())) {
      if (!name) continue
      const entry = known.get(name)
      if (!entry) throw new Error(`${source} declares no ${name}`)
      const code = entry.text.replace(/^export (declare )?/, '').replace(/^\s*(readonly )?#private;\n/gm, '')
      sections.push(`## ${name}\n\n${entry.comment}\n\n\`\`\`ts\n${code}\n\`\`\``)
    }
  }
  return `${head}\n\n${sections.join('\n\n')}\n`
}
