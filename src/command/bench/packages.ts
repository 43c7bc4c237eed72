import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { messageOf } from '../../landmarker/errors.ts'
import { runNpm } from './npm.ts'

/** Versions that the bench installs for itself: 59 MB that `npm ci` need not fetch. */
const PEERS = { '@vladmandic/human': '3.3.6', '@mediapipe/face_mesh': '0.4.1657299874' } as const

/** As --only names those. */
const NAMES = ['human', 'face-mesh']

const FOLDER = fileURLToPath(new URL('../../../node_modules/.cache/wingmark-bench', import.meta.url))

/** A library on this disk. */
export interface Package {
  readonly folder: string
  readonly version: string
}

function packageIn(folder: string): Package | undefined {
  const file = join(folder, 'package.json')
  if (!existsSync(file)) return undefined
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string }
  return { folder, version }
}

/** A package of this project's own node_modules. */
function ownPackage(name: string): Package {
  const found = packageIn(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)))
  if (!found) throw new Error(`${name} is not installed: run npm ci.`)
  return found
}

const peer = (name: keyof typeof PEERS) => packageIn(join(FOLDER, 'node_modules', name))
const isThere = (name: keyof typeof PEERS) => peer(name)?.version === PEERS[name]

function install(): void {
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(join(FOLDER, 'package.json'), `${JSON.stringify({ private: true, dependencies: PEERS })}\n`)
  const quietly = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
  try {
    runNpm(['install', '--prefix', FOLDER, ...quietly])
  } catch (error) {
    throw new Error(
      `The peers could not be installed into ${FOLDER} (${messageOf(error)}). Check the connection and run it again, ` +
        'or compare with what is there: --only wing,lite,face-api.',
      { cause: error },
    )
  }
}

export interface Packages {
  readonly faceApi: Package
  readonly wasm: Package
  readonly human: Package | undefined
  readonly faceMesh: Package | undefined
}

/** Whether those named in `only`, or all if there are none, need more than `npm ci` installs. */
export const needsInstalling = (only: readonly string[]): boolean =>
  only.length === 0 || only.some((name) => NAMES.includes(name))

/**
 * Where the libraries are; with `all`, those that are missing are installed first.
 * @throws Error with a sentence if that fails.
 */
export function findPackages(all: boolean, say: (text: string) => void): Packages {
  const names = Object.keys(PEERS) as (keyof typeof PEERS)[]
  if (all && !names.every(isThere)) {
    say(`Installing ${names.map((name) => `${name} ${PEERS[name]}`).join(' and ')} for the bench alone`)
    install()
  }
  return {
    faceApi: ownPackage('@vladmandic/face-api'),
    wasm: ownPackage('@tensorflow/tfjs-backend-wasm'),
    human: peer('@vladmandic/human'),
    faceMesh: peer('@mediapipe/face_mesh'),
  }
}
