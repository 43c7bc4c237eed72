import { posix } from 'node:path'

/** Targets that the links of a page may lead to. */
export interface LinkTargets {
  /** Pages of the site: path in the repository, mapped to the path in the site. */
  readonly pages: ReadonlyMap<string, string>
  /** True if the repository has a file or folder at a path. */
  readonly exists: (path: string) => boolean
  /** Address below which a site of the repository shows its files; without one they are named. */
  readonly repository?: string | undefined
}

/** Pictures keep their places below docs/. */
const PICTURES = 'docs/images/'

/** Splits Markdown into its lines, each with whether it belongs to a block of code. */
function splitLines(markdown: string): { line: string; isCode: boolean }[] {
  let isCode = false
  return markdown.split('\n').map((line) => {
    const isFence = /^\s*(```|~~~)/.test(line)
    if (isFence) isCode = !isCode
    return { line, isCode: isCode || isFence }
  })
}

/**
 * Changes the links of a Markdown page of the repository to those of the site: to other pages, to pictures, and to files
 * that are no pages.
 * @throws Error if a link leads to nothing.
 */
export function rewriteLinks(markdown: string, source: string, targets: LinkTargets): string {
  const { pages, exists, repository } = targets
  const here = pages.get(source) ?? source

  const rewrite = (whole: string, sign: string, text: string, address: string): string => {
    if (/^(https?:|mailto:|#)/.test(address)) return whole
    const [path = '', anchor] = address.split('#')
    const file = posix.join(posix.dirname(source), path)
    const target = pages.get(file) ?? (file.startsWith(PICTURES) ? file.slice('docs/'.length) : undefined)
    if (!exists(file)) throw new Error(`${source} links to ${file}, which the repository does not have.`)
    if (target !== undefined) {
      const way = posix.relative(posix.dirname(here), target)
      return `${sign}[${text}](./${way}${anchor === undefined ? '' : `#${anchor}`})`
    }
    if (repository !== undefined) return `${sign}[${text}](${repository}/${file})`
    return text.replaceAll('`', '') === file ? text : `${text} (\`${file}\`)`
  }

  return splitLines(markdown)
    .map(({ line, isCode }) =>
      isCode ? line : line.replace(/(!?)\[((?:[^\]\\]|\\.)*)\]\(([^)\s]+)\)/g, rewrite),
    )
    .join('\n')
}

/** Removes comments from Markdown, which the site would show as text. Code keeps them. */
export function removeComments(markdown: string): string {
  return splitLines(markdown)
    .map(({ line, isCode }) => (isCode ? line : line.replace(/<!--.*?-->/g, '')))
    .join('\n')
}
