import { CONTOURS } from '../../canvas/contours.ts'

/** What one drag or arrow key moves. */
export const REACHES = ['point', 'feature'] as const
export type Reach = (typeof REACHES)[number]

const partOf = (landmark: number) => CONTOURS.find(({ landmarks }) => landmarks.includes(landmark))

/** The landmarks that move with one. */
export function movedWith(landmark: number, reach: Reach): readonly number[] {
  return (reach === 'feature' && partOf(landmark)?.landmarks) || [landmark]
}

/** A landmark's number and where it lies, for people. */
export function landmarkName(landmark: number): string {
  return `${landmark}, ${partOf(landmark)?.name ?? 'face'}`
}
