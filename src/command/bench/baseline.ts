import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getErrorMessage } from '../../landmarker/errors.ts'
import { PROBES_VARIABLE } from '../build/test-probes.ts'
import { runNpm } from './npm.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** Built package and page of one version of this project. */
export interface Build {
  /** Folder of the package, as built by `npm run build:lib`. */
  readonly package: string
  /** Folder of the page. */
  readonly page: string
}

/** Earlier commit, built with its own code. */
export interface Baseline extends Build {
  /** Short hash. */
  readonly hash: string
  /** Its package with today's weights; undefined if its code cannot be built with them. */
  readonly today: string | undefined
  /** Reason why `today` is undefined. */
  readonly reason: string | undefined
}

/** Lists the names of the variants in a package. */
export function listPackagedVariants(folder: string): string[] {
  const files = readdirSync(join(folder, 'assets'))
  return files.flatMap((name) => /^(.+)-stage1\.bin$/.exec(name)?.[1] ?? []).sort()
}

/** Builds the working tree into `folder`; the package is built in dist-package first. */
export function buildOwn(folder: string): Build {
  return buildTree(ROOT, folder)
}

/**
 * Builds a commit into `folder`, in a temporary git worktree. Its dependencies are shared with this tree if both
 * lock files are equal, else npm installs them.
 * @throws Error if there is no such commit or it cannot be built.
 */
export function buildBaseline(commit: string, folder: string, say: (text: string) => void): Baseline {
  const hash = resolveCommit(commit)
  const scratch = mkdtempSync(join(tmpdir(), 'wingmark-baseline-'))
  const tree = join(scratch, 'tree')
  try {
    git('worktree', 'add', '--quiet', '--detach', tree, hash)
    installPackages(tree, say)
    say(`Building ${hash}`)
    const built = buildTree(tree, folder)
    const names = listPackagedVariants(built.package)
    if (hasSameWeights(hash, names)) return { ...built, hash, today: built.package, reason: undefined }
    say(`Building ${hash} with today's weights`)
    return { ...built, hash, ...buildWithTodaysWeights(tree, names, join(folder, 'today')) }
  } finally {
    spawnSync('git', ['-C', ROOT, 'worktree', 'remove', '--force', tree])
    rmSync(scratch, { recursive: true, force: true })
    spawnSync('git', ['-C', ROOT, 'worktree', 'prune'])
  }
}

function git(...words: string[]): string {
  return execFileSync('git', ['-C', ROOT, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  }).trim()
}

function resolveCommit(commit: string): string {
  try {
    return git('rev-parse', '--short', '--verify', '--end-of-options', `${commit}^{commit}`)
  } catch (error) {
    throw new Error(`--baseline must be a commit of this repository, not "${commit}".`, { cause: error })
  }
}

function installPackages(tree: string, say: (text: string) => void): void {
  const lock = (folder: string) => readFileSync(join(folder, 'package-lock.json'), 'utf8')
  if (lock(tree) === lock(ROOT)) {
    symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'), 'junction')
    return
  }
  say('Installing the packages that the baseline locks')
  runNpm(['ci', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'], tree)
}

function buildTree(tree: string, folder: string): Build {
  const page = join(folder, 'page')
  try {
    buildPackage(tree)
    cpSync(join(tree, 'dist-package'), join(folder, 'package'), { recursive: true })
    const options = ['--logLevel', 'error', '--emptyOutDir', '--outDir', page]
    runNpm(['exec', '--', 'vite', 'build', ...options], tree, { [PROBES_VARIABLE]: '1' })
  } catch (error) {
    throw new Error(`${tree} could not be built: ${extractReason(error)}`, { cause: error })
  }
  return { package: join(folder, 'package'), page }
}

/**
 * Runs `npm run build:lib` in that tree without the bill of materials, which npm cannot create if node_modules is
 * linked from another tree.
 */
function buildPackage(tree: string): void {
  const { scripts } = JSON.parse(readFileSync(join(tree, 'package.json'), 'utf8')) as {
    scripts: Readonly<Record<string, string>>
  }
  const words = scripts['build:lib']!.split(' && ').filter((command) => !command.includes('sbom'))
  runNpm(['exec', '-c', words.join(' && ')], tree)
}

/** Extracts the first error line of a failed program's output, else its last line. */
function extractReason(error: unknown): string {
  const cause = (error as { cause?: { stderr?: Buffer } }).cause
  const lines = cause?.stderr?.toString().trim().split('\n') ?? []
  return lines.find((line) => /error/i.test(line))?.trim() ?? lines.at(-1) ?? getErrorMessage(error)
}

/** Tells whether a commit's weights of these variants are those that lie in this tree. */
function hasSameWeights(hash: string, names: readonly string[]): boolean {
  const folders = names.map((name) => `models/${name}`)
  return spawnSync('git', ['-C', ROOT, 'diff', '--quiet', hash, '--', ...folders]).status === 0
}

/** Builds the package of a worktree with this tree's weights of these variants. */
function buildWithTodaysWeights(
  tree: string,
  names: readonly string[],
  folder: string,
): Pick<Baseline, 'today' | 'reason'> {
  for (const name of names) {
    const today = join(ROOT, 'models', name)
    if (!existsSync(today)) return { today: undefined, reason: `models/${name} is no longer there` }
    rmSync(join(tree, 'models', name), { recursive: true })
    cpSync(today, join(tree, 'models', name), { recursive: true })
  }
  try {
    buildPackage(tree)
    renameSync(join(tree, 'dist-package'), folder)
    return { today: folder, reason: undefined }
  } catch (error) {
    return { today: undefined, reason: extractReason(error) }
  }
}
