import { FrameClock } from './frame-clock.ts'
import type { LibraryAdapter, FacePoints } from './library-adapter.ts'

/**
 * Creates the loop of the libraries' examples: process the video, request the next animation frame, repeat. Unlike
 * theirs it does not process the same video frame twice.
 */
export function createAnimationLoop(
  work: (video: HTMLVideoElement) => Promise<FacePoints>,
): LibraryAdapter['follow'] {
  return (video, seen, failed) => {
    let running = true
    let worked = 0
    const clock = new FrameClock(video)
    const step = async () => {
      if (!running) return
      const { count, latest } = clock
      if (count !== worked) {
        worked = count
        const face = await work(video)
        if (running) seen(face, latest)
      }
      next()
    }
    const next = () => requestAnimationFrame(() => void step().catch(failed))
    next()
    return () => {
      running = false
      clock.stop()
    }
  }
}
