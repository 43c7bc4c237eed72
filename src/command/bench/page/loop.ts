import type { Participant, Seen } from './participant.ts'

/**
 * The loop of the peers' examples: work on the video, ask for the next animation frame, again. One
 * thing is spared them: a frame of the video that they have already seen is not worked on twice.
 */
export function loop(work: (video: HTMLVideoElement) => Promise<Seen>): Participant['follow'] {
  return (video, seen, failed) => {
    let going = true
    let shown = 0
    let worked = 0
    const count = () => {
      shown++
      if (going) video.requestVideoFrameCallback(count)
    }
    const turn = async () => {
      if (!going) return
      if (shown !== worked) {
        worked = shown
        const face = await work(video)
        if (going) seen(face)
      }
      next()
    }
    const next = () => requestAnimationFrame(() => void turn().catch(failed))
    video.requestVideoFrameCallback(count)
    next()
    return () => {
      going = false
    }
  }
}
