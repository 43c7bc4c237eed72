/** Content-Security-Policy of MediaPipe's worker, whose loaders create functions from strings. */
export const MEDIAPIPE_WORKER_POLICY =
  "default-src 'none'; script-src 'self' 'unsafe-eval'; connect-src 'self'"

/** Returns true if a path is that of the built worker. */
export const isMediapipeWorker = (path: string): boolean => /\/mediapipe-worker[^/]*\.js$/.test(path)
