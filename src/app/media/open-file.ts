import { hasVideoExtension } from '../../video/video-extensions.ts'
import type { AppController } from '../state/app-controller.ts'
import { showsPicture } from '../state/routes.ts'
import { selectVariant } from '../state/state.ts'
import type { AnalysisSettings } from './video/video-analysis.ts'
import { readSmooth } from './video/video-settings.ts'
import { openVideo } from './video/current-video.ts'

/** Returns true for a file that is a video by its type, or by its name where the system knows no type. */
export function isVideo({ type, name }: File): boolean {
  return type ? type.startsWith('video/') : hasVideoExtension(name)
}

/** Reads the settings of an analysis from the page's options and address. */
export function readSettings(app: AppController): AnalysisSettings {
  const { options } = app.state()
  return { variant: selectVariant(options), smoothing: readSmooth() ? options.smoothing : undefined }
}

/** Opens a video in the view Video, and analyses it with the page's settings. */
export async function openAndAnalyse(app: AppController, file: File): Promise<void> {
  if (app.state().options.view !== 'video') void app.choose({ view: 'video' })
  const analysis = await openVideo(file)
  await analysis?.run(app, readSettings(app))
}

/** Opens a photo where photos are shown, in Live if need be; a video, or any file in that view, in Video. */
export function openFile(app: AppController, file: File, name: string): void {
  const { view } = app.state().options
  const isPhoto = file.type.startsWith('image/')
  if (isVideo(file) || (view === 'video' && !isPhoto)) void openAndAnalyse(app, file)
  else {
    if (!showsPicture(view)) void app.choose({ view: 'single' })
    void app.openPhoto(file, name)
  }
}
