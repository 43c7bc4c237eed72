import { findContour } from '../../geometry/contours.ts'
import { LANDMARK_COUNT } from '../../geometry/face.ts'
import type { DragScope } from '../state/address/choices.ts'
import { TEXT } from '../ui/text.ts'

const ALL_LANDMARKS: readonly number[] = Array.from({ length: LANDMARK_COUNT }, (_, i) => i)

/** Finds the landmarks that move together with one. */
export function findMovedLandmarks(landmark: number, dragScope: DragScope): readonly number[] {
  if (dragScope === 'face') return ALL_LANDMARKS
  return (dragScope === 'feature' && findContour(landmark)?.landmarks) || [landmark]
}

/** Formats a landmark's index and facial feature. */
export function formatLandmark(landmark: number): string {
  const feature = findContour(landmark)?.name
  return TEXT.editor.landmark(landmark, feature ? TEXT.fromData(feature) : TEXT.editor.otherFeature)
}
