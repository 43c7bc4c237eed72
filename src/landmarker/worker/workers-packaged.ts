// The workers are built before the rest of the package (src/command/build-package.ts), each into one file that any
// bundler of an importing project can copy unchanged.
import landmarker from '../../../dist-package/workers/landmarker-worker.js?url&no-inline'
import mediapipe from '../../../dist-package/workers/mediapipe-worker.js?url&no-inline'

const resolveUrl = (name: string, bundled: string, base?: string) =>
  base === undefined ? new URL(bundled, location.href).href : new URL(name, new URL(base, location.href)).href

/** Gets the URL of the landmarker's worker, as in workers.ts. base: URL of a copy of the package's folder `assets`. */
export function getLandmarkerWorkerUrl(base?: string): string {
  return resolveUrl('landmarker-worker.js', landmarker, base)
}

/** Gets the URL of the worker for MediaPipe's own runtime, as in workers.ts. */
export function getMediapipeWorkerUrl(base?: string): string {
  return resolveUrl('mediapipe-worker.js', mediapipe, base)
}
