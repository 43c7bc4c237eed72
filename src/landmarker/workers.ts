/** The networks' worker. `base` is for the package alone; see workers-packaged.ts. */
export function engineWorker(_base?: string): Worker {
  return new Worker(new URL('./engine-worker.ts', import.meta.url), { type: 'module' })
}

/** The detector's worker: a classic one, for MediaPipe's loaders are scripts. */
export function detectorWorker(_base?: string): Worker {
  return new Worker(new URL('./detector-worker.ts', import.meta.url))
}
