import { url as convolver } from 'virtual:convolver'
import { manifest as detectorManifest, url as detectorUrl } from 'virtual:blaze-face'
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url&no-inline'
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url&no-inline'
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url&no-inline'
import type { BlazeFaceManifest } from '../../networks/manifest.ts'
import { MEDIAPIPE_FILES, type MediapipeFiles } from '../mediapipe/files.ts'

const weights = import.meta.glob<string>('../../../models/*/*.bin', {
  eager: true,
  import: 'default',
  query: '?url&no-inline',
})

/** TensorFlow.js requires the URLs of all three builds, and runs one of the first two. */
const wasm = {
  'tfjs-backend-wasm.wasm': plain,
  'tfjs-backend-wasm-simd.wasm': simd,
  'tfjs-backend-wasm-threaded-simd.wasm': threaded,
}

/** URLs of the files that are loaded on demand. */
export interface Assets {
  /** Module of convolutions for the backend wasm. */
  readonly convolver: string
  /** The face detector's weights. */
  readonly detector: { readonly url: string; readonly manifest: BlazeFaceManifest }
  readonly mediapipe: MediapipeFiles
  /** WebAssembly builds of TensorFlow.js by file name. */
  readonly wasm: Readonly<Record<string, string>>
  /** Weights by `<variant>-<file>`. */
  readonly weights: Readonly<Record<string, string>>
}

const joinLast = (path: string, parts: number) => path.split('/').slice(-parts).join('-')
const toOwnName = (path: string) => joinLast(path, 1)
/** Converts a path to the file's name in the package: models/wing/stage1.bin -> wing-stage1.bin. */
export const toPackagedName = (path: string) => joinLast(path, 2)

/**
 * Locates the assets: in this build, or, in the package, in a copy of its folder `assets` that is served at `base`
 * (ending in a slash).
 */
export function locateAssets(base?: string): Assets {
  const at = (name: string, bundled: string) =>
    base === undefined
      ? new URL(bundled, location.href).href
      : new URL(name, new URL(base, location.href)).href
  const all = (files: Record<string, string>, name: (path: string) => string) =>
    Object.fromEntries(Object.entries(files).map(([path, url]) => [name(path), at(name(path), url)]))
  const mediapipe = all(MEDIAPIPE_FILES, toOwnName)
  return {
    convolver: at('convolver.wasm', convolver),
    detector: { url: at(detectorManifest.file, detectorUrl), manifest: detectorManifest },
    mediapipe: { script: mediapipe['face_detection.js']!, named: mediapipe },
    wasm: all(wasm, toOwnName),
    weights: all(weights, toPackagedName),
  }
}
