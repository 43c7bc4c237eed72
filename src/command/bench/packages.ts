import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getErrorMessage } from '../../landmarker/errors.ts'
import { runNpm } from './npm.ts'

/** Libraries that the bench installs itself: 59 MB that `npm ci` need not fetch. */
const BENCH_PACKAGES = { '@vladmandic/human': '3.3.6', '@mediapipe/face_mesh': '0.4.1657299874' } as const

/** Their names in --only. */
const BENCH_PACKAGE_NAMES = ['human', 'face-mesh']

const INSTALL_FOLDER = fileURLToPath(new URL('../../../node_modules/.cache/wingmark-bench', import.meta.url))

/** Installed library. */
export interface Package {
  readonly folder: string
  readonly version: string
}

function readPackage(folder: string): Package | undefined {
  const file = join(folder, 'package.json')
  if (!existsSync(file)) return undefined
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string }
  return { folder, version }
}

/** Finds a package in this project's node_modules. */
function findOwnPackage(name: string): Package {
  const found = readPackage(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)))
  if (!found) throw new Error(`${name} is not installed: run npm ci.`)
  return found
}

const findBenchPackage = (name: keyof typeof BENCH_PACKAGES) =>
  readPackage(join(INSTALL_FOLDER, 'node_modules', name))
const isInstalled = (name: keyof typeof BENCH_PACKAGES) =>
  findBenchPackage(name)?.version === BENCH_PACKAGES[name]

function installBenchPackages(): void {
  mkdirSync(INSTALL_FOLDER, { recursive: true })
  writeFileSync(
    join(INSTALL_FOLDER, 'package.json'),
    `${JSON.stringify({ private: true, dependencies: BENCH_PACKAGES })}\n`,
  )
  const quietly = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
  try {
    runNpm(['install', '--prefix', INSTALL_FOLDER, ...quietly])
  } catch (error) {
    throw new Error(
      `The other libraries could not be installed into ${INSTALL_FOLDER} (${getErrorMessage(error)}). Check the connection and try again, ` +
        'or compare only installed ones: --only wing,lite,face-api.',
      { cause: error },
    )
  }
}

/** Libraries that the bench serves; undefined if not installed. */
export interface Packages {
  readonly faceApi: Package
  readonly wasm: Package
  readonly human: Package | undefined
  readonly faceMesh: Package | undefined
}

/** Tells whether the libraries in `only` (all if empty) include some that `npm ci` does not install. */
export const needsBenchPackages = (only: readonly string[]): boolean =>
  only.length === 0 || only.some((name) => BENCH_PACKAGE_NAMES.includes(name))

/**
 * Finds the libraries; with `all`, installs missing ones first.
 * @throws Error if the installation fails.
 */
export function findPackages(all: boolean, say: (text: string) => void): Packages {
  const names = Object.keys(BENCH_PACKAGES) as (keyof typeof BENCH_PACKAGES)[]
  if (all && !names.every(isInstalled)) {
    say(
      `Installing ${names.map((name) => `${name} ${BENCH_PACKAGES[name]}`).join(' and ')} for the bench alone`,
    )
    installBenchPackages()
  }
  return {
    faceApi: findOwnPackage('@vladmandic/face-api'),
    wasm: findOwnPackage('@tensorflow/tfjs-backend-wasm'),
    human: findBenchPackage('@vladmandic/human'),
    faceMesh: findBenchPackage('@mediapipe/face_mesh'),
  }
}
