import mediapipeWorker from '../mediapipe/mediapipe-worker.ts?worker&url'
import landmarkerWorker from './landmarker-worker.ts?worker&url'

/** Address of the landmarker's worker. `base` is for the package alone; see workers-packaged.ts. */
export function landmarkerWorkerUrl(_base?: string): string {
  return new URL(landmarkerWorker, location.href).href
}

/** Address of the worker for MediaPipe's own runtime. */
export function mediapipeWorkerUrl(_base?: string): string {
  return new URL(mediapipeWorker, location.href).href
}
