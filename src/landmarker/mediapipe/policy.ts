/** Content-Security-Policy of MediaPipe's own worker, whose loaders make functions from strings. */
export const MEDIAPIPE_WORKER_POLICY =
  "default-src 'none'; script-src 'self' 'unsafe-eval'; connect-src 'self'"

/** Tells whether an address is that of the built worker. */
export const isMediapipeWorker = (path: string): boolean => /\/mediapipe-worker[^/]*\.js$/.test(path)
