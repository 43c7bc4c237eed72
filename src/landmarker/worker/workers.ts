import mediapipeWorker from '../mediapipe/mediapipe-worker.ts?worker&url'

/** Starts the landmarker's worker. `base` is used in the package only; see workers-packaged.ts. */
export function createLandmarkerWorker(_base?: string): Worker {
  return new Worker(new URL('./landmarker-worker.ts', import.meta.url), { type: 'module' })
}

/** Gets the URL of the worker for MediaPipe's own runtime. */
export function getMediapipeWorkerUrl(_base?: string): string {
  return new URL(mediapipeWorker, location.href).href
}
