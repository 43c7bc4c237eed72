import { MEAN_SHAPE } from '../../../geometry/face.ts'
import type { Point } from '../../../geometry/point.ts'
import type { Landmarker } from '../../../landmarker/landmarker.ts'
import type { Area } from '../../canvas/viewport.ts'
import { networks } from '../../state/networks.ts'
import { selectVariant } from '../../state/state.ts'
import { appStore } from '../../state/store.ts'
import { TEXT } from '../../ui/text.ts'
import type { Faces } from '../../storage/annotation-drafts.ts'

/** Runs the selected variant. @throws Error for the user if the networks cannot be loaded. */
async function run<T>(work: (landmarker: Landmarker) => Promise<T>): Promise<T> {
  const result = await networks.borrow(async (landmarker) => {
    await networks.loadVariants(landmarker, [selectVariant(appStore.getState().options)])
    return { value: await work(landmarker) }
  })
  if (!result) throw new Error(TEXT.annotate.noNetworks)
  return result.value
}

/**
 * Finds the landmarks of all faces of a photo, from left to right.
 * @throws Error for the user
 */
export async function findFaces(picture: ImageBitmap): Promise<Faces> {
  const { faces } = await run((landmarker) => landmarker.detect(picture))
  return faces.toSorted((p, q) => p.square.centre[0] - q.square.centre[0]).map(({ landmarks }) => landmarks)
}

/**
 * Finds the landmarks of the face in a box, whether the detector sees one there or not.
 * @throws Error for the user
 */
export async function findFaceIn(
  picture: ImageBitmap,
  { left, top, width, height }: Area,
): Promise<readonly Point[]> {
  const centre: Point = [left + width / 2, top + height / 2]
  const square = { centre, side: Math.max(width, height), roll: 0 }
  const { faces } = await run((landmarker) => landmarker.landmarks(picture, [square]))
  return faces.at(0)?.landmarks ?? placeMeanFace({ left, top, width, height })
}

/** Places the mean face in a box, to be corrected by hand where the networks are missing. */
export function placeMeanFace({ left, top, width, height }: Area): readonly Point[] {
  const side = Math.max(width, height)
  return MEAN_SHAPE.map(([x, y]): Point => [left + width / 2 + side * x, top + height / 2 + side * y])
}
