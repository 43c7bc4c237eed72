import { faceAt } from '../../../evaluation/match-face.ts'
import type { Point } from '../../../geometry/point.ts'
import { messageOf } from '../../../landmarker/errors.ts'
import type { ImageSource } from '../../../landmarker/source.ts'
import { writeQuery } from '../../state/address-bar.ts'
import type { AppController } from '../../state/app-controller.ts'
import type { AnnotatedFace } from './annotated-photos.ts'
import { TEXT } from '../../ui/text.ts'

/** Of pictures on the screen, for as long as those live. */
const trueLandmarks = new WeakMap<ImageSource, readonly Point[]>()

/** The true landmarks of one face of a picture, in pixels of it, if they are known. */
export function getTrueLandmarks(picture: ImageSource): readonly Point[] | undefined {
  return trueLandmarks.get(picture)
}

/**
 * Opens a marked face in the X-ray view, which looks at the picture that the page has; with a variant if
 * one is named.
 * @throws Error with a sentence if its photo cannot be read any more.
 */
export async function openAnnotated(
  app: AppController,
  { source, truth }: AnnotatedFace,
  variant?: string,
): Promise<void> {
  const photo = await source.open().catch((error: unknown) => {
    throw new Error(TEXT.dataset.cannotOpen(source.path, messageOf(error)), { cause: error })
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
  // Of several faces the one that is marked; one that was not found has no number.
  const faces = app.picture()?.image.faces ?? []
  const matched = faceAt(faces, truth)
  writeQuery('face', String(matched ? faces.indexOf(matched) + 1 : 1), '1')
  await app.choose({ view: 'xray' })
}
