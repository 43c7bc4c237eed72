import { matchToGroundTruth } from '../../../evaluation/match-face.ts'
import type { Point } from '../../../geometry/point.ts'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import type { ImageSource } from '../../../landmarker/source.ts'
import { writeQuery } from '../../state/address-bar.ts'
import type { AppController } from '../../state/app-controller.ts'
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
export async function openAnnotated(
  app: AppController,
  { source, truth }: AnnotatedFace,
  variant?: string,
): Promise<void> {
  const photo = await source.open().catch((error: unknown) => {
    throw new Error(TEXT.dataset.cannotOpen(source.path, getErrorMessage(error)), { cause: error })
  })
  if (variant) await app.choose({ variant, automatic: false })
  const picture = await app.openPhoto(photo, source.path)
  if (!picture) {
    const { alert } = app.state()
    app.dismiss()
    if (alert) throw new Error(alert)
    return
  }
  trueLandmarks.set(picture, truth)
  // Select the annotated face; the first if it was not found.
  const faces = app.currentImage()?.image.faces ?? []
  const matched = matchToGroundTruth(faces, truth)
  writeQuery('face', String(matched ? faces.indexOf(matched) + 1 : 1), '1')
  await app.choose({ view: 'xray' })
}
