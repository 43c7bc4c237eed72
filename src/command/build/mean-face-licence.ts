import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const FOLDER = new URL('../../pose/', import.meta.url)

/** Name of the mean 3D face's licence file in the package and in the build of the page. */
export const LICENCE_FILE = 'LICENSE-Apache-2.0.txt'

/** Path of the licence file in the source. */
export const LICENCE_PATH = fileURLToPath(new URL(LICENCE_FILE, FOLDER))

/** Plugin that adds the licence file to the build of the page, which contains the mean face. */
export const meanFaceLicence: Plugin = {
  name: 'mean-face-licence',
  apply: 'build',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: LICENCE_FILE, source: readFileSync(LICENCE_PATH) })
  },
}

/** Describes the mean face for the bill of materials. */
export function describeMeanFace() {
  const content = readFileSync(new URL('mean-face.json', FOLDER))
  const { about, source } = JSON.parse(content.toString()) as { about: string; source: string }
  return {
    type: 'data',
    'bom-ref': 'src/pose/mean-face.json',
    name: 'mean-face.json',
    description: about,
    copyright: 'Copyright 2020 The MediaPipe Authors',
    hashes: [{ alg: 'SHA-256', content: createHash('sha256').update(content).digest('hex') }],
    licenses: [{ license: { id: 'Apache-2.0' } }],
    externalReferences: [{ type: 'vcs', url: source }],
  }
}
