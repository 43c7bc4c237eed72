import { readdirSync } from 'node:fs'
import { join, posix } from 'node:path'

/** The README, which is no page: the site's first page, docs/index.md, stands for it. */
export const README = 'README.md'

/** Pages outside of docs/, and where the site has them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  [README]: 'index.md',
  'CONTRIBUTING.md': 'contributing.md',
  'CHANGELOG.md': 'changelog.md',
  'SECURITY.md': 'security.md',
  'examples/README.md': 'examples.md',
  'models/RESULTS.md': 'results.md',
}

/** Lists the pages of the site: paths in the repository, mapped to paths in the site. */
export function listPages(root: string): ReadonlyMap<string, string> {
  const pages = new Map(Object.entries(ELSEWHERE))
  const names = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  for (const name of names.map((path) => path.replaceAll('\\', '/')).sort())
    if (name.endsWith('.md')) pages.set(posix.join('docs', name), name)
  return pages
}
