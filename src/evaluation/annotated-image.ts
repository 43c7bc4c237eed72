import type { Point } from '../geometry/point.ts'

/** Points of an annotated face in pixels of its photo, or a sentence that says why they are invalid. */
export type AnnotatedShape = readonly Point[] | string

/** Photo named in a file of annotations, and its faces. */
export interface AnnotatedImage {
  /** Path of the photo as in the file, with forward slashes. */
  readonly file: string
  readonly faces: readonly AnnotatedShape[]
}

/** Photo whose faces are written to a file of annotations; points in pixels of the photo. */
export interface PhotoWithFaces {
  /** Path of the photo, with forward slashes. */
  readonly file: string
  readonly width: number
  readonly height: number
  readonly faces: readonly (readonly Point[])[]
}

/** Rounds a coordinate to a thousandth of a pixel, the precision of what is written. */
export const roundCoordinate = (value: number): number => Number(value.toFixed(3))
