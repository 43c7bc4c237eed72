/** Region of a face: a run of ibug's 68 landmarks. */
export interface FaceRegion {
  readonly name: string
  /** First landmark, and the one after the last. */
  readonly from: number
  readonly to: number
}

/** Regions that cover every landmark once, so the total error is the mean of theirs, weighted by landmark count. */
export const FACE_REGIONS: readonly FaceRegion[] = [
  { name: 'jaw', from: 0, to: 17 },
  { name: 'brows', from: 17, to: 27 },
  { name: 'nose', from: 27, to: 36 },
  { name: 'eyes', from: 36, to: 48 },
  { name: 'mouth', from: 48, to: 68 },
]

/** Parts of the face whose errors are shown: all of it, or a region. */
export const FACE_PARTS = ['all', ...FACE_REGIONS.map(({ name }) => name)]
