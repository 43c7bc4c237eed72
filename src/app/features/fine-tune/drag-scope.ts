import { CONTOURS } from '../../canvas/contours.ts'
import { TEXT } from '../../ui/text.ts'

/** What one drag or arrow key moves. */
export const DRAG_SCOPES = ['point', 'feature'] as const
export type DragScope = (typeof DRAG_SCOPES)[number]

const findContour = (landmark: number) => CONTOURS.find(({ landmarks }) => landmarks.includes(landmark))

/** The landmarks that move with one. */
export function findMovedLandmarks(landmark: number, dragScope: DragScope): readonly number[] {
  return (dragScope === 'feature' && findContour(landmark)?.landmarks) || [landmark]
}

/** A landmark's number and where it lies, for people. */
export function formatLandmark(landmark: number): string {
  return TEXT.fineTune.landmark(landmark, findContour(landmark)?.name ?? TEXT.fineTune.otherFeature)
}
