import { createStore, useStore } from 'zustand'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import { VideoError } from '../../../video/video-error.ts'
import { TEXT } from '../../ui/text.ts'
import { createAnalysisStore, VideoAnalysis, type AnalysisState } from './video-analysis.ts'

/** Video of the page: being opened, open, or the reason why it could not be opened. */
export interface CurrentVideo {
  /** Name of the file that is being opened. */
  readonly opening?: string
  readonly analysis?: VideoAnalysis
  /** Reason why the last file could not be opened, for the user. */
  readonly failure?: string
}

// Outlives the view, so that results survive a change of views.
const videoStore = createStore<CurrentVideo>()(() => ({}))
const noAnalysis = createAnalysisStore()
let openings = 0

const setCurrent = (next: CurrentVideo) => videoStore.setState(next, true)

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
  const { analysis: before } = videoStore.getState()
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

/** Closes the current video; its file and what was analysed are released. */
export function closeVideo(): void {
  openings++
  videoStore.getState().analysis?.dispose()
  setCurrent({})
}

/** Returns the current video and the progress of its analysis; the component renders again as it goes on. */
export function useCurrentVideo(): CurrentVideo & { readonly progress: AnalysisState } {
  const video = useStore(videoStore)
  const progress = useStore(video.analysis?.store ?? noAnalysis)
  return { ...video, progress }
}
