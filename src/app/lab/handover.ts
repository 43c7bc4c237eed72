import type { Point } from '../../geometry/point.ts'
import type { Square } from '../../geometry/square.ts'

/** A face that one view hands to another, which opens it. */
export interface Handover {
  readonly photo: Blob
  /** For people. */
  readonly name: string
  /** Where the cascade starts, in pixels of the photo. */
  readonly square: Square
  /** Its true landmarks. */
  readonly truth: readonly Point[]
}

let waiting: Handover | undefined

/** Leaves a face for the view that opens next. */
export function handOver(face: Handover): void {
  waiting = face
}

/** Takes the face that was left, once. */
export function takeOver(): Handover | undefined {
  const face = waiting
  waiting = undefined
  return face
}
