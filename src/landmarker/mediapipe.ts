import type { FaceDetection } from '@mediapipe/face_detection'
// The package is a script that hangs its class on window; a named import does not build, a bare one
// is dropped from the build (its package.json says it has no side effects).
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

declare global {
  interface Window {
    FaceDetection?: typeof FaceDetection
  }
}

let loading: Promise<typeof FaceDetection> | undefined

/** MediaPipe's class, from its script tag; loaded once. */
export function loadMediapipe(): Promise<typeof FaceDetection> {
  loading ??= new Promise((resolve, reject) => {
    const tag = document.createElement('script')
    tag.src = script
    tag.onload = () => {
      if (window.FaceDetection) resolve(window.FaceDetection)
      else reject(new Error('its script brought no FaceDetection'))
    }
    tag.onerror = () => {
      tag.remove()
      loading = undefined
      reject(new Error('its script could not be loaded'))
    }
    document.head.append(tag)
  })
  return loading
}

/** Where one of MediaPipe's files lies in this build. */
export function mediapipeFile(name: string): string {
  const url = assets[`../../node_modules/@mediapipe/face_detection/${name}`]
  if (!url) throw new Error(`MediaPipe asked for ${name}, which is not part of this build`)
  return url
}
