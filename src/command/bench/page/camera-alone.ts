import type { LibraryAdapter } from './library-adapter.ts'

/** Nobody looks for faces: what camera, page and browser cost by themselves. */
export const adapter: LibraryAdapter = {
  start: () => Promise.resolve(),

  follow(video, seen) {
    let going = true
    const next = () =>
      video.requestVideoFrameCallback((_, { captureTime, presentationTime }) => {
        if (!going) return
        seen([], captureTime ?? presentationTime)
        next()
      })
    next()
    return () => {
      going = false
    }
  },
}
