import { matchToGroundTruth } from '../../../evaluation/match-face.ts'
import type { Point } from '../../../geometry/point.ts'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import type { ImageSource } from '../../../landmarker/source.ts'
import { setSettings } from '../../state/change-address.ts'
import { choose } from '../../state/choose.ts'
import { appStore } from '../../state/store.ts'
import { mediaSources } from '../media-sources.ts'
import type { AnnotatedFace } from './annotated-photos.ts'
import { TEXT } from '../../ui/text.ts'

/** True landmarks of shown pictures. */
const trueLandmarks = new WeakMap<ImageSource, readonly Point[]>()

/** Returns the true landmarks of a face in a picture, in its pixels, if known. */
export function getTrueLandmarks(picture: ImageSource): readonly Point[] | undefined {
  return trueLandmarks.get(picture)
}

/**
 * Opens an annotated face in X-ray, with a given variant if there is one.
 * @throws Error for the user if the photo can no longer be read
 */
export async function openAnnotated({ source, truth }: AnnotatedFace, variant?: string): Promise<void> {
  const photo = await source.open().catch((error: unknown) => {
    throw new Error(TEXT.dataset.cannotOpen(source.path, getErrorMessage(error)), { cause: error })
  })
  if (variant) await choose({ variant, automatic: false })
  const picture = await mediaSources.openPhoto(photo, source.path)
  if (!picture) {
    const { alert } = appStore.getState()
    appStore.setState({ alert: undefined })
    if (alert) throw new Error(alert)
    return
  }
  trueLandmarks.set(picture, truth)
  // Select the annotated face; the first if it was not found.
  const faces = appStore.getState().image?.faces ?? []
  const matched = matchToGroundTruth(faces, truth)
  setSettings('xray', { face: matched ? faces.indexOf(matched) + 1 : 1 })
  await choose({ view: 'xray' })
}
