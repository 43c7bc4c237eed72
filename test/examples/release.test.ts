import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { runGit } from '../../src/command/release/repository.ts'
import { startRegistry } from '../support/scratch-registry.ts'
import { runUserNpm } from '../support/user-npm.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)

/** Version that no release has: the clone's changelog gets a section for it. */
const VERSION = '999.0.0'
const PEOPLE = ['AUTHOR', 'COMMITTER'].flatMap((role) => [
  [`GIT_${role}_NAME`, 'Test'],
  [`GIT_${role}_EMAIL`, 'test@example.org'],
])

/** Program of an importer: names that the entry points export, an error of the landmarker on a server, and a metric. */
const PROGRAM = `
import { createLandmarker } from 'wingmark'
import { computeInterOcular, computeNme, parsePts } from 'wingmark/metrics'
import precise from 'wingmark-precise'
const code = await createLandmarker().catch((error) => error.code)
const points = Array.from({ length: 68 }, (_, i) => [i, i % 7])
const nme = computeNme(points.map(([x, y]) => [x + 1, y]), points, computeInterOcular)
console.log(JSON.stringify({ code, nme, parsePts: typeof parsePts, files: Object.keys(precise.files) }))
`
const TYPED_PROGRAM = `
import { createLandmarker, type Face, type Landmarker } from 'wingmark'
import { computeInterOcular, computeNme } from 'wingmark/metrics'
import precise from 'wingmark-precise'
const landmarker: Promise<Landmarker> = createLandmarker({ variant: 'precise', weights: { precise } })
export const score = ({ landmarks }: Face, truth: Face): number =>
  computeNme(landmarks, truth.landmarks, computeInterOcular)
// @ts-expect-error: there is no such backend.
void createLandmarker({ backend: 'cuda' })
void landmarker
`

describe('a release', () => {
  const clone = () => join(inject('scratch'), 'clone')
  const released = () => join(clone(), 'dist-release', VERSION)
  const release = (...args: string[]) =>
    run(process.execPath, ['--import', 'tsx', 'src/command/release.ts', ...args], {
      cwd: clone(),
      env: { ...process.env, NODE_ENV: undefined, ...Object.fromEntries(PEOPLE) },
      maxBuffer: 2 ** 26,
    })

  beforeAll(() => {
    runGit(ROOT, 'clone', '--quiet', '--local', ROOT, clone())
    // No link: npm's bill of materials would not know the packages behind it.
    const copied = { recursive: true, verbatimSymlinks: true }
    cpSync(join(ROOT, 'node_modules'), join(clone(), 'node_modules'), copied)
    runGit(clone(), 'checkout', '--quiet', '-B', 'main')
  })

  it('is refused without an entry in the changelog, and changes nothing', async () => {
    await expect(release(VERSION)).rejects.toThrow(`CHANGELOG.md has no entry for ${VERSION}`)
    expect(runGit(clone(), 'status', '--porcelain')).toBe('')
  })

  it('is written, committed and tagged', async () => {
    const path = join(clone(), 'CHANGELOG.md')
    const section = `## ${VERSION}, unreleased\n\n### New\n\n- A trial.\n\n`
    const changelog = readFileSync(path, 'utf8')
    writeFileSync(
      path,
      changelog.replace('## ', () => `${section}## `),
    )
    const person = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org']
    runGit(clone(), ...person, 'commit', '--quiet', '--all', '--message', 'Changelog')
    const { stdout } = await release(VERSION)
    expect(stdout).toContain(`npm publish ./dist-release/${VERSION}/wingmark-${VERSION}.tgz\n`)
    expect(stdout).toContain(`git push origin main v${VERSION}\n`)
    expect(readdirSync(released())).toEqual(
      expect.arrayContaining([
        'NOTES.md',
        'SHA256SUMS',
        `wingmark-${VERSION}.cdx.json`,
        `wingmark-${VERSION}.tgz`,
        `wingmark-page-${VERSION}.cdx.json`,
        `wingmark-page-${VERSION}.zip`,
        `wingmark-precise-${VERSION}.tgz`,
      ]),
    )
    await run('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: released() })
    const bill = readFileSync(join(released(), `wingmark-page-${VERSION}.cdx.json`), 'utf8')
    expect(JSON.parse(bill)).toMatchObject({
      bomFormat: 'CycloneDX',
      metadata: { component: { name: 'wingmark', version: VERSION } },
    })
    expect(runGit(clone(), 'status', '--porcelain')).toBe('')
    expect(runGit(clone(), 'log', '-1', '--format=%s')).toBe(`Release ${VERSION}`)
    expect(runGit(clone(), 'tag', '--points-at', 'HEAD')).toBe(`v${VERSION}`)
    expect(runGit(clone(), 'tag', '--list', '--format=%(contents)', `v${VERSION}`)).toContain('### New')
    expect(readFileSync(path, 'utf8')).toMatch(new RegExp(`^## ${VERSION}, \\d{4}-\\d{2}-\\d{2}$`, 'm'))
  })

  it('is published to a registry and installed from it by name', async () => {
    const registry = await startRegistry(join(inject('scratch'), 'registry'))
    try {
      for (const name of ['wingmark', 'wingmark-precise']) {
        const tarball = join(released(), `${name}-${VERSION}.tgz`)
        await runUserNpm(clone(), `Publishing ${name}`, 'publish', tarball, ...registry.options)
      }
      const project = join(inject('scratch'), 'importer')
      mkdirSync(project)
      writeFileSync(join(project, 'package.json'), '{ "type": "module", "private": true }')
      // A cache of its own: one that is shared may keep what it was told about these names.
      const cache = ['--cache', join(inject('scratch'), 'importer-cache')]
      const names = ['wingmark', 'wingmark-precise']
      await runUserNpm(project, 'Installing by name', 'install', ...names, ...registry.options, ...cache)
      writeFileSync(join(project, 'program.js'), PROGRAM)
      const { stdout } = await run(process.execPath, ['program.js'], { cwd: project })
      expect(JSON.parse(stdout)).toEqual({
        code: 'environment',
        nme: expect.any(Number) as number,
        parsePts: 'function',
        files: expect.arrayContaining(['stage1.bin']) as string[],
      })
      writeFileSync(join(project, 'typed.ts'), TYPED_PROGRAM)
      const options = '--noEmit --strict --module nodenext --target es2022 --lib es2023,dom'.split(' ')
      const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
      await run(process.execPath, [tsc, ...options, 'typed.ts'], { cwd: project })
    } finally {
      registry.close()
    }
  })
})
