import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeDeclarations } from '../build/declarations.ts'
import { createReference } from '../build/reference.ts'

/** Entry points of the package: page of the site, declarations, and what it is for. */
const ENTRY_POINTS = [
  {
    page: 'wingmark',
    file: 'package/package.d.ts',
    name: 'wingmark',
    about: 'Landmarks, head pose and measures.',
  },
  {
    page: 'react',
    file: 'integrations/react.d.ts',
    name: 'wingmark/react',
    about: 'A component and a hook for React.',
  },
  {
    page: 'element',
    file: 'integrations/element.d.ts',
    name: 'wingmark/element',
    about: 'Defines the element `<wingmark-video>` when it is imported.',
  },
  {
    page: 'metrics',
    file: 'package/metrics.d.ts',
    name: 'wingmark/metrics',
    about: 'Errors, scores and head pose; works in Node.',
  },
] as const

/** Creates the reference of each entry point, by its path in the site, and the list that leads to them. */
export function createReferencePages(): { pages: ReadonlyMap<string, string>; list: string } {
  const folder = mkdtempSync(join(tmpdir(), 'wingmark-types-'))
  try {
    writeDeclarations(folder)
    const pages = ENTRY_POINTS.map(({ page, file, name, about }): [string, string] => [
      `api/${page}.md`,
      createReference(join(folder, file), `# ${name}\n\n${about}`),
    ])
    const list = ENTRY_POINTS.map(({ page, name, about }) => `- [\`${name}\`](./api/${page}.md): ${about}`)
    return { pages: new Map(pages), list: list.join('\n') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
