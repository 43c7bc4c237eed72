/** The parts of a face, each a run of ibug's 68 landmarks. */
export interface FaceRegion {
  readonly name: string
  /** The first landmark, and the one after the last. */
  readonly from: number
  readonly to: number
}

/** They share no landmark and leave none out: an error is the mean of theirs, weighted by landmarks. */
export const FACE_REGIONS: readonly FaceRegion[] = [
  { name: 'jaw', from: 0, to: 17 },
  { name: 'brows', from: 17, to: 27 },
  { name: 'nose', from: 27, to: 36 },
  { name: 'eyes', from: 36, to: 48 },
  { name: 'mouth', from: 48, to: 68 },
]
