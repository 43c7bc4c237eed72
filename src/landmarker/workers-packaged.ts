// Built before the rest of the package (src/command/build-package.ts), each into one file: whatever bundler
// an importer has, it copies these as they are.
import detector from '../../dist-package/workers/detector-worker.js?url&no-inline'
import engine from '../../dist-package/workers/engine-worker.js?url&no-inline'

const at = (name: string, bundled: string, base?: string) =>
  base === undefined ? bundled : new URL(name, new URL(base, location.href)).href

/** workers.ts in the package. `base` is where a copy of its folder `assets` is served. */
export function engineWorker(base?: string): Worker {
  return new Worker(at('engine-worker.js', engine, base), { type: 'module' })
}

/** workers.ts in the package. */
export function detectorWorker(base?: string): Worker {
  return new Worker(at('detector-worker.js', detector, base))
}
