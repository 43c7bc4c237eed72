// Built before the rest of the package (src/command/build-package.ts), each into one file: whatever bundler
// an importer has, it copies these as they are.
import landmarker from '../../../dist-package/workers/landmarker-worker.js?url&no-inline'
import mediapipe from '../../../dist-package/workers/mediapipe-worker.js?url&no-inline'

const resolveUrl = (name: string, bundled: string, base?: string) =>
  base === undefined ? new URL(bundled, location.href).href : new URL(name, new URL(base, location.href)).href

/** workers.ts in the package. `base` is where a copy of its folder `assets` is served. */
export function createLandmarkerWorker(base?: string): Worker {
  return new Worker(resolveUrl('landmarker-worker.js', landmarker, base), { type: 'module' })
}

/** workers.ts in the package. */
export function getMediapipeWorkerUrl(base?: string): string {
  return resolveUrl('mediapipe-worker.js', mediapipe, base)
}
