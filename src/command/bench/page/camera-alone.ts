import type { LibraryAdapter } from './library-adapter.ts'

/** Adapter without a library, to measure the cost of camera, page and browser alone. */
export const adapter: LibraryAdapter = {
  start: () => Promise.resolve(),

  follow(video, seen) {
    let running = true
    const next = () =>
      video.requestVideoFrameCallback((_, { captureTime, presentationTime }) => {
        if (!running) return
        seen([], captureTime ?? presentationTime)
        next()
      })
    next()
    return () => {
      running = false
    }
  },
}
