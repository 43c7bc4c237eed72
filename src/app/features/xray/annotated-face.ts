import { matchToGroundTruth } from '../../../evaluation/match-face.ts'
import type { Point } from '../../../geometry/point.ts'
import { messageOf } from '../../../landmarker/errors.ts'
import type { ImageSource } from '../../../landmarker/source.ts'
import { writeQuery } from '../../state/address-bar.ts'
import type { Studio } from '../../state/studio.ts'
import type { MarkedFace } from '../../media/dataset/faces.ts'

/** Of pictures on the screen, for as long as those live. */
const known = new WeakMap<ImageSource, readonly Point[]>()

/** The true landmarks of one face of a picture, in pixels of it, if they are known. */
export function truthOf(picture: ImageSource): readonly Point[] | undefined {
  return known.get(picture)
}

/**
 * Opens a marked face in the X-ray view, which looks at the picture that the page has; with a variant if
 * one is named.
 * @throws Error with a sentence if its photo cannot be read any more.
 */
export async function openMarked(
  studio: Studio,
  { source, truth }: MarkedFace,
  variant?: string,
): Promise<void> {
  const photo = await source.open().catch((error: unknown) => {
    throw new Error(`${source.path} cannot be opened any more: ${messageOf(error)}`, { cause: error })
  })
  if (variant) await studio.choose({ variant, automatic: false })
  const picture = await studio.openPhoto(photo, source.path)
  if (!picture) {
    const { alert } = studio.state()
    studio.dismiss()
    if (alert) throw new Error(alert)
    return
  }
  known.set(picture, truth)
  // Of several faces the one that is marked; one that was not found has no number.
  const faces = studio.picture()?.shown.faces ?? []
  const meant = matchToGroundTruth(faces, truth)
  writeQuery('face', String(meant ? faces.indexOf(meant) + 1 : 1), '1')
  await studio.choose({ view: 'xray' })
}
