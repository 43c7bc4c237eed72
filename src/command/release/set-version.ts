import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface Versioned {
  version: string
}

type Lockfile = Versioned & { readonly packages: Readonly<Record<string, Versioned>> }

/** Changes the text of a file. */
function edit(path: string, change: (text: string) => string): void {
  const text = readFileSync(path, 'utf8')
  const changed = change(text)
  if (changed !== text) writeFileSync(path, changed)
}

const listPages = (root: string) =>
  execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' }).trim().split('\n')

/** Writes a version into package.json, the lock file, CITATION.cff, and the names of tarballs in the documentation. */
export function setVersion(root: string, version: string): void {
  const { version: before } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Versioned
  edit(join(root, 'package.json'), (text) =>
    text.replace(`"version": "${before}"`, `"version": "${version}"`),
  )
  edit(join(root, 'package-lock.json'), (text) => {
    const lock = JSON.parse(text) as Lockfile
    lock.version = lock.packages['']!.version = version
    return `${JSON.stringify(lock, null, 2)}\n`
  })
  edit(join(root, 'CITATION.cff'), (text) => text.replace(/^version: .*$/m, `version: ${version}`))
  const tarball = new RegExp(`(wingmark(?:-[a-z0-9-]+)?-)${before.replaceAll('.', '\\.')}(\\.tgz)`, 'g')
  for (const page of listPages(root))
    edit(join(root, page), (text) => text.replace(tarball, `$1${version}$2`))
}
