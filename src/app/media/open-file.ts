import { hasVideoExtension } from '../../video/video-extensions.ts'
import { choose } from '../state/choose.ts'
import { showsPicture } from '../state/routes.ts'
import { selectVariant } from '../state/state.ts'
import { appStore } from '../state/store.ts'
import { mediaSources } from './media-sources.ts'
import type { AnalysisSettings } from './video/video-analysis.ts'
import { openVideo } from './video/current-video.ts'

/** Returns true for a file that is a video by its type, or by its name where the system knows no type. */
export function isVideo({ type, name }: File): boolean {
  return type ? type.startsWith('video/') : hasVideoExtension(name)
}

/** Reads the settings of an analysis from the page's options and address. */
export function readSettings(): AnalysisSettings {
  const { options, settings } = appStore.getState()
  const { smooth } = settings.video
  return { variant: selectVariant(options), smoothing: smooth ? options.smoothing : undefined }
}

/** Opens a video in the view Video, and analyses it with the page's settings. */
export async function openAndAnalyse(file: File): Promise<void> {
  if (appStore.getState().options.view !== 'video') void choose({ view: 'video' })
  const analysis = await openVideo(file)
  await analysis?.run(readSettings())
}

/** Opens a photo where photos are shown, in Live if need be; a video, or any file in that view, in Video. */
export function openFile(file: File, name: string): void {
  const { view } = appStore.getState().options
  const isPhoto = file.type.startsWith('image/')
  if (isVideo(file) || (view === 'video' && !isPhoto)) void openAndAnalyse(file)
  else {
    if (!showsPicture(view)) void choose({ view: 'single' })
    void mediaSources.openPhoto(file, name)
  }
}
