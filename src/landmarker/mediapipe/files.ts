// The package is a script that adds its class to the global scope: a named import does not build, and a bare import
// is removed from the build, because its package.json declares no side effects.
import script from '@mediapipe/face_detection/face_detection.js?url&no-inline'

const bundled = import.meta.glob<string>(
  [
    '../../../node_modules/@mediapipe/face_detection/face_detection_solution_*',
    '../../../node_modules/@mediapipe/face_detection/face_detection_short*',
    '../../../node_modules/@mediapipe/face_detection/face_detection_full.binarypb',
    '../../../node_modules/@mediapipe/face_detection/face_detection_full_range_sparse.tflite',
  ],
  { eager: true, import: 'default', query: '?url&no-inline' },
)

/** URLs of MediaPipe's script and of the files that it requests by name. */
export interface MediapipeFiles {
  readonly script: string
  readonly named: Readonly<Record<string, string>>
}

/** URLs in this build of the files of @mediapipe/face_detection by name, including the script. */
export const MEDIAPIPE_FILES: Readonly<Record<string, string>> = {
  'face_detection.js': script,
  ...Object.fromEntries(Object.entries(bundled).map(([path, url]) => [path.split('/').at(-1) ?? path, url])),
}
