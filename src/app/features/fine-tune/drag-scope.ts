import { findContour } from '../../../geometry/contours.ts'
import { TEXT } from '../../ui/text.ts'

/** Landmarks that a drag or an arrow key moves: one, or its whole facial feature. */
export const DRAG_SCOPES = ['point', 'feature'] as const
export type DragScope = (typeof DRAG_SCOPES)[number]

/** Finds the landmarks that move together with one. */
export function findMovedLandmarks(landmark: number, dragScope: DragScope): readonly number[] {
  return (dragScope === 'feature' && findContour(landmark)?.landmarks) || [landmark]
}

/** Formats a landmark's index and facial feature. */
export function formatLandmark(landmark: number): string {
  return TEXT.fineTune.landmark(landmark, findContour(landmark)?.name ?? TEXT.fineTune.otherFeature)
}
