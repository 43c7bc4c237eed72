import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { drawFlowchart } from './flowchart.ts'
import { removeComments, rewriteLinks } from './links.ts'
import { formatModelCards } from './model-cards.ts'
import { listPages, README } from './pages.ts'
import { drawPictures } from './pictures.ts'
import { createReferencePages } from './reference-pages.ts'

/** Comment that is replaced by what is generated for a page. */
const GENERATED = '<!-- generated -->'

interface StagingOptions {
  /** Root of the repository. */
  readonly root: string
  /** Folder of the pages, emptied first. */
  readonly folder: string
  readonly repository?: string | undefined
}

/**
 * Writes all pages of the site and their pictures into a folder: those of docs/ and other folders, with links changed
 * to the site's, and the generated ones.
 * @throws Error if a link of a page leads to nothing.
 */
export function stagePages({ root, folder, repository }: StagingOptions): void {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  rmSync(folder, { recursive: true, force: true })
  cpSync(join(root, 'docs/images'), join(folder, 'images'), { recursive: true })
  for (const [name, picture] of Object.entries(drawPictures(root))) write(`images/${name}`, picture)
  cpSync(join(root, 'public/icon.svg'), join(folder, 'public/icon.svg'))

  const reference = createReferencePages()
  for (const [path, text] of reference.pages) write(path, text)
  const generated: Readonly<Record<string, string>> = {
    'docs/api.md': reference.list,
    'docs/models.md': formatModelCards(root),
  }

  const pages = listPages(root)
  const targets = { pages, repository, exists: (path: string) => existsSync(join(root, path)) }
  for (const [source, target] of pages) {
    if (source === README) continue
    const linked = rewriteLinks(readFileSync(join(root, source), 'utf8'), source, targets)
    let charts = 0
    const text = linked
      .replace(GENERATED, () => generated[source] ?? '')
      .replace(/^```mermaid\n([^]*?)^```$/gm, (_, chart: string) => {
        const name = `${target.replace(/\W/g, '-')}-${++charts}.svg`
        write(`images/${name}`, drawFlowchart(chart, 'Folders, and which is imported by which'))
        return `![Arrows from each folder to those that import it](./images/${name})`
      })
    write(target, removeComments(text))
  }
}
