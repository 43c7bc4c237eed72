// The workers are built before the rest of the package (src/command/build-package.ts), each into one file that any
// bundler of an importing project can copy unchanged.
import landmarker from '../../../dist-package/workers/landmarker-worker.js?url&no-inline'
import mediapipe from '../../../dist-package/workers/mediapipe-worker.js?url&no-inline'

const resolveUrl = (name: string, bundled: string, base?: string) =>
  base === undefined ? new URL(bundled, location.href).href : new URL(name, new URL(base, location.href)).href

/** Starts the landmarker's worker; replaces workers.ts in the package. base: URL of a copy of its folder `assets`. */
export function createLandmarkerWorker(base?: string): Worker {
  return new Worker(resolveUrl('landmarker-worker.js', landmarker, base), { type: 'module' })
}

/** Gets the URL of the worker for MediaPipe's own runtime. */
export function getMediapipeWorkerUrl(base?: string): string {
  return resolveUrl('mediapipe-worker.js', mediapipe, base)
}
