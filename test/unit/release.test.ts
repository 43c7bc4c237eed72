import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Uint8ArrayReader, ZipReader } from '@zip.js/zip.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { archiveFolder } from '../../src/command/release/archive.ts'
import { dateSection, findLastRelease } from '../../src/command/release/changelog.ts'
import { writeChecksums } from '../../src/command/release/checksums.ts'
import { checkRepository, runGit } from '../../src/command/release/repository.ts'
import { setVersion } from '../../src/command/release/set-version.ts'
import { chooseVersion } from '../../src/command/release/versions.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wingmark-release-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Writes files into the test's folder. */
function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
}

const read = (name: string) => readFileSync(join(folder, name), 'utf8')

/** Makes the test's folder a repository with one commit of what is in it. */
function commitAll(): void {
  const person = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org']
  runGit(folder, 'init', '--quiet', '--initial-branch', 'main')
  runGit(folder, 'add', '--all')
  runGit(folder, ...person, 'commit', '--quiet', '--message', 'All')
}

describe('the version to release', () => {
  it.each([
    ['patch', '1.2.3', '1.2.4'],
    ['minor', '1.2.3', '1.3.0'],
    ['major', '1.2.3', '2.0.0'],
    ['1.10.0', '1.9.9', '1.10.0'],
  ])('%s after %s is %s', (wanted, last, version) => {
    expect(chooseVersion(wanted, last)).toBe(version)
  })

  it.each(['1.2.3', '1.2.2', '0.9.9'])('is not %s after 1.2.3', (wanted) => {
    expect(() => chooseVersion(wanted, '1.2.3')).toThrow(`${wanted} does not come after 1.2.3`)
  })

  it.each(['next', '1.2', '01.2.3', 'v1.2.4', ''])('is no word such as "%s"', (wanted) => {
    expect(() => chooseVersion(wanted, '1.2.3')).toThrow(`"${wanted}" is no version.`)
  })
})

const CHANGELOG = `# Changelog

## 0.2.0, unreleased

### New

- It costs $& and $1.

## 0.1.0

The first.
`

describe('the changelog', () => {
  it('gets a date at the version, and gives its notes', () => {
    const { changelog, notes } = dateSection(CHANGELOG, '0.2.0', '2030-01-02')
    expect(changelog).toBe(CHANGELOG.replace('0.2.0, unreleased', '0.2.0, 2030-01-02'))
    expect(notes).toBe('### New\n\n- It costs $& and $1.')
    expect(findLastRelease(changelog)).toBe('0.2.0')
  })

  it('gives its number to a section that has none', () => {
    const text = CHANGELOG.replace('0.2.0, unreleased', 'Unreleased')
    expect(findLastRelease(text)).toBe('0.1.0')
    expect(dateSection(text, '0.2.0', '2030-01-02').changelog).toContain('## 0.2.0, 2030-01-02\n')
  })

  it('without an entry for the version is refused, with what to do', () => {
    expect(() => dateSection(CHANGELOG, '0.3.0', '2030-01-02')).toThrow(
      'CHANGELOG.md has no entry for 0.3.0: its unreleased section is that of 0.2.0.',
    )
    const released = CHANGELOG.replace('unreleased', '2029-12-31')
    expect(() => dateSection(released, '0.3.0', '2030-01-02')).toThrow('Add a section "## 0.3.0, unreleased"')
    expect(() => dateSection('## Unreleased\n\n## 0.1.0\n\nThe first.', '0.2.0', '2030-01-02')).toThrow(
      'CHANGELOG.md says nothing about 0.2.0.',
    )
  })
})

describe('a new version', () => {
  it('stands in the manifest, the lock file, the citation and the names of tarballs', () => {
    write({
      'package.json': '{\n  "name": "wingmark",\n  "version": "0.2.0"\n}\n',
      'package-lock.json': JSON.stringify({
        version: '0.2.0',
        packages: { '': { version: '0.2.0' }, 'node_modules/other': { version: '0.2.0' } },
      }),
      'CITATION.cff': 'cff-version: 1.2.0\nversion: 0.2.0\n',
      'README.md': 'npm install ./wingmark-0.2.0.tgz ./wingmark-smooth-l1-0.2.0.tgz other-0.2.0.tgz',
    })
    commitAll()
    setVersion(folder, '0.3.0')
    expect(read('package.json')).toContain('"version": "0.3.0"')
    expect(JSON.parse(read('package-lock.json'))).toEqual({
      version: '0.3.0',
      packages: { '': { version: '0.3.0' }, 'node_modules/other': { version: '0.2.0' } },
    })
    expect(read('CITATION.cff')).toBe('cff-version: 1.2.0\nversion: 0.3.0\n')
    expect(read('README.md')).toBe(
      'npm install ./wingmark-0.3.0.tgz ./wingmark-smooth-l1-0.3.0.tgz other-0.2.0.tgz',
    )
  })
})

describe('a repository', () => {
  it('is released from main, without changes and without the tag', () => {
    write({ 'a.txt': 'a' })
    commitAll()
    checkRepository(folder, 'v1.0.0', false)
    runGit(folder, 'tag', 'v1.0.0')
    expect(() => checkRepository(folder, 'v1.0.0', false)).toThrow('The tag v1.0.0 is there already.')
    runGit(folder, 'switch', '--quiet', '--create', 'other')
    expect(() => checkRepository(folder, 'v1.1.0', false)).toThrow('made from main, and this is other.')
    checkRepository(folder, 'v1.1.0', true)
    write({ 'b.txt': 'b' })
    expect(() => checkRepository(folder, 'v1.1.0', true)).toThrow(
      'not committed. Commit or stash them first:',
    )
  })
})

describe('the files of a release', () => {
  it('have checksums as sha256sum writes them, the same when they are written again', () => {
    write({ 'a.tgz': 'a', 'b.zip': 'b' })
    writeChecksums(folder)
    writeChecksums(folder)
    expect(read('SHA256SUMS')).toBe(
      'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  a.tgz\n' +
        '3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  b.zip\n',
    )
  })

  it('have the same bytes from the same page', async () => {
    const page = join(folder, 'page')
    mkdirSync(join(page, 'assets'), { recursive: true })
    write({ 'page/index.html': '<!doctype html>', 'page/assets/a.js': '1' })
    await archiveFolder(page, 'wingmark-page', join(folder, 'one.zip'))
    write({ 'page/index.html': '<!doctype html>' })
    await archiveFolder(page, 'wingmark-page', join(folder, 'two.zip'))
    const bytes = readFileSync(join(folder, 'one.zip'))
    expect(bytes.equals(readFileSync(join(folder, 'two.zip')))).toBe(true)
    const entries = await new ZipReader(new Uint8ArrayReader(bytes)).getEntries()
    expect(entries.map(({ filename }) => filename)).toEqual([
      'wingmark-page/assets/a.js',
      'wingmark-page/index.html',
    ])
  })
})
