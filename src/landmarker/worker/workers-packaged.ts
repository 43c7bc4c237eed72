// Built before the rest of the package (src/command/build-package.ts), each into one file: whatever bundler
// an importer has, it copies these as they are.
import landmarker from '../../../dist-package/workers/landmarker-worker.js?url&no-inline'
import mediapipe from '../../../dist-package/workers/mediapipe-worker.js?url&no-inline'

const at = (name: string, bundled: string, base?: string) =>
  base === undefined ? new URL(bundled, location.href).href : new URL(name, new URL(base, location.href)).href

/** Same as in workers.ts. `base` is where a copy of the package's folder `assets` is served. */
export function landmarkerWorkerUrl(base?: string): string {
  return at('landmarker-worker.js', landmarker, base)
}

/** Same as in workers.ts. */
export function mediapipeWorkerUrl(base?: string): string {
  return at('mediapipe-worker.js', mediapipe, base)
}
