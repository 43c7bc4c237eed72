import { FrameClock } from './frame-clock.ts'
import type { LibraryAdapter, FaceLandmarks } from './library-adapter.ts'

/**
 * The loop of the peers' examples: work on the video, ask for the next animation frame, again. One
 * thing is spared them: a frame of the video that they have already seen is not worked on twice.
 */
export function createAnimationLoop(
  work: (video: HTMLVideoElement) => Promise<FaceLandmarks>,
): LibraryAdapter['follow'] {
  return (video, seen, failed) => {
    let going = true
    let worked = 0
    const clock = new FrameClock(video)
    const turn = async () => {
      if (!going) return
      const { count, latest } = clock
      if (count !== worked) {
        worked = count
        const face = await work(video)
        if (going) seen(face, latest)
      }
      next()
    }
    const next = () => requestAnimationFrame(() => void turn().catch(failed))
    next()
    return () => {
      going = false
      clock.stop()
    }
  }
}
