// The package is a script that hangs its class on the global scope; a named import does not build, a
// bare one is dropped from the build (its package.json says it has no side effects).
import script from '@mediapipe/face_detection/face_detection.js?url&no-inline'

const assets = import.meta.glob<string>(
  [
    '../../node_modules/@mediapipe/face_detection/face_detection_solution_*',
    '../../node_modules/@mediapipe/face_detection/face_detection_short*',
    '../../node_modules/@mediapipe/face_detection/face_detection_full.binarypb',
    '../../node_modules/@mediapipe/face_detection/face_detection_full_range_sparse.tflite',
  ],
  { eager: true, import: 'default', query: '?url&no-inline' },
)

/** Addresses of MediaPipe's script and of the files that it asks for by name. */
export interface MediapipeFiles {
  readonly script: string
  readonly named: Readonly<Record<string, string>>
}

/** Where they lie in this build. */
export function mediapipeFiles(): MediapipeFiles {
  const absolute = (url: string) => new URL(url, location.href).href
  const named = Object.entries(assets).map(([path, url]) => [path.split('/').at(-1), absolute(url)] as const)
  return { script: absolute(script), named: Object.fromEntries(named) }
}
