/**
 * Makes a release: version, changelog, tarballs, page, bills of materials, checksums, commit and tag.
 * `npm run release -- --help` prints the options.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { archiveFolder } from './release/archive.ts'
import { dateSection, findLastRelease } from './release/changelog.ts'
import { writeChecksums } from './release/checksums.ts'
import { checkRepository, runGit } from './release/repository.ts'
import { setVersion } from './release/set-version.ts'
import { chooseVersion } from './release/versions.ts'
import { runCli } from './run-cli.ts'

const HELP = `npm run release -- VERSION [options]

  VERSION    major, minor or patch, counted from the last release of CHANGELOG.md; or a version such as 1.2.3
  --dry-run  writes everything, but neither commits nor tags

Makes a release on the branch main: sets the version, dates its section of CHANGELOG.md, and writes the tarballs of the
package and of each package of weights, the page as an archive, their bills of materials (CycloneDX), the notes and
SHA-256 checksums into dist-release/VERSION; then commits and tags. Pushes and publishes nothing: it prints the commands
that would. docs/release.md says what counts as breaking.`

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Runs npm in the repository; shows what it prints only if it fails. */
function runNpm(...args: string[]): void {
  try {
    execFileSync('npm', args, {
      cwd: ROOT,
      stdio: 'pipe',
      maxBuffer: 2 ** 26,
      shell: process.platform === 'win32',
    })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: Buffer | string; stderr?: Buffer | string }
    throw new Error(`npm ${args.join(' ')} failed:\n${String(stdout)}${String(stderr)}`, { cause: error })
  }
}

/** Builds everything and writes it into a folder, emptied first. */
async function writeRelease(folder: string, version: string, notes: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  console.log('Building the package …')
  rmSync(join(ROOT, 'dist-weights'), { recursive: true, force: true })
  runNpm('run', '-s', 'build:lib')
  const weights = readdirSync(join(ROOT, 'dist-weights')).map((variant) => join('dist-weights', variant))
  for (const built of ['dist-package', ...weights])
    runNpm('pack', '--silent', `./${built.replaceAll('\\', '/')}`, '--pack-destination', folder)
  copyFileSync(join(ROOT, 'dist-package/sbom.cdx.json'), join(folder, `wingmark-${version}.cdx.json`))
  console.log('Building the page …')
  runNpm('run', '-s', 'build')
  const page = `wingmark-page-${version}`
  await archiveFolder(join(ROOT, 'dist'), page, join(folder, `${page}.zip`))
  copyFileSync(join(ROOT, 'dist/sbom.cdx.json'), join(folder, `${page}.cdx.json`))
  writeFileSync(join(folder, 'NOTES.md'), `${notes}\n`)
  writeChecksums(folder)
}

/** Describes the commands that publish a release. */
function describePublishing(folder: string, tag: string): string {
  const tarballs = readdirSync(folder)
    .filter((file) => file.endsWith('.tgz'))
    .map((file) => `  npm publish ./${relative(ROOT, join(folder, file)).replaceAll('\\', '/')}`)
  return [
    'Nothing was pushed or published. These commands do it:',
    `  git push origin main ${tag}`,
    ...tarballs,
  ].join('\n')
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(HELP)
  const [wanted] = positionals
  if (wanted === undefined || positionals.length > 1)
    throw new Error('Name one version: major, minor, patch, or one such as 1.2.3. --help prints the options.')
  const isTrial = values['dry-run']
  const before = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8')
  const version = chooseVersion(wanted, findLastRelease(before))
  const { changelog, notes } = dateSection(before, version, new Date().toISOString().slice(0, 10))
  const tag = `v${version}`
  checkRepository(ROOT, tag, isTrial)
  const folder = join(ROOT, 'dist-release', version)
  try {
    writeFileSync(join(ROOT, 'CHANGELOG.md'), changelog)
    setVersion(ROOT, version)
    await writeRelease(folder, version, notes)
    if (!isTrial) runGit(ROOT, 'commit', '--all', '--message', `Release ${version}`)
  } catch (error) {
    // The tree was clean: what stands in it now was written here.
    runGit(ROOT, 'restore', '.')
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  if (!isTrial)
    runGit(
      ROOT,
      'tag',
      '--annotate',
      '--cleanup=whitespace',
      tag,
      '--message',
      `Wingmark ${version}\n\n${notes}`,
    )
  console.log(`The release ${version} is in ${folder}:\n  ${readdirSync(folder).join('\n  ')}`)
  console.log(
    isTrial
      ? 'Nothing was committed. To undo the new version: git restore .'
      : describePublishing(folder, tag),
  )
}

runCli(main)
