import { useSyncExternalStore } from 'react'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import { VideoError } from '../../../video/video-error.ts'
import { TEXT } from '../../ui/text.ts'
import { VideoAnalysis } from './video-analysis.ts'

/** Video of the page: being opened, open, or the reason why it could not be opened. */
export interface CurrentVideo {
  /** Name of the file that is being opened. */
  readonly opening?: string
  readonly analysis?: VideoAnalysis
  /** Why the last file could not be opened, for the user. */
  readonly failure?: string
}

// Outlives the view, so that results survive a change of views.
let current: CurrentVideo = {}
let openings = 0
const listeners = new Set<() => void>()

function setCurrent(next: CurrentVideo): void {
  current = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

async function loadVideo(file: File): Promise<VideoAnalysis> {
  // Only when a video is opened: the demuxer is larger than the rest of a view.
  const { VideoFile } = await import('../../../video/video-file.ts').catch((error: unknown) => {
    throw new Error(TEXT.video.libraryFailed(getErrorMessage(error)))
  })
  return new VideoAnalysis(await VideoFile.open(file, file.name))
}

/**
 * Opens a file in place of the current video. One that cannot be opened is explained, and the current video stays.
 * Returns the analysis if it is open and no later file was chosen meanwhile.
 */
export async function openVideo(file: File): Promise<VideoAnalysis | undefined> {
  const opening = ++openings
  const { analysis: before } = current
  setCurrent({ ...(before && { analysis: before }), opening: file.name })
  try {
    const analysis = await loadVideo(file)
    if (opening !== openings) {
      analysis.dispose()
      return undefined
    }
    before?.dispose()
    setCurrent({ analysis })
    return analysis
  } catch (error) {
    const failure = error instanceof VideoError ? error.message : getErrorMessage(error)
    if (opening === openings) setCurrent({ ...(before && { analysis: before }), failure })
    return undefined
  }
}

const nothing = () => () => {}
const never = () => 0

/** Returns the current video and re-renders as its analysis goes on. */
export function useCurrentVideo(): CurrentVideo {
  const video = useSyncExternalStore(subscribe, () => current)
  useSyncExternalStore(video.analysis?.subscribe ?? nothing, video.analysis?.version ?? never)
  return video
}
