import mediapipeWorker from '../mediapipe/mediapipe-worker.ts?worker&url'
import landmarkerWorker from './landmarker-worker.ts?worker&url'

/** Gets the URL of the landmarker's worker. `base` is used in the package only; see workers-packaged.ts. */
export function getLandmarkerWorkerUrl(_base?: string): string {
  return new URL(landmarkerWorker, location.href).href
}

/** Gets the URL of the worker for MediaPipe's own runtime. */
export function getMediapipeWorkerUrl(_base?: string): string {
  return new URL(mediapipeWorker, location.href).href
}
