import type { Crop } from '../../geometry/crop.ts'
import { computeSharedArea, type FaceBox } from './face-box.ts'

/** The faces of one look, in pixels of the image. */
export interface LookResult {
  readonly crop: Crop
  readonly boxes: readonly FaceBox[]
}

/** A box of which another one covers more than this shows the same face. */
const MIN_COVERED = 0.5

/**
 * Pixels of a face in the network's input beyond which its box and eyes become no better. At 14, 20 and 40
 * pixels, eye lines are off by 8, 3.8 and 1.5 degrees and sizes by 18, 5 and 4% (medians of 185 of 300W's
 * test faces).
 */
const SHARP_PX = 40

/**
 * Pixels from which a face is taken from the look at the largest part of the image: a fifth of the input. Smaller
 * ones are looked at again from close by.
 */
const LARGE_PX = 26

/** A face that the edge of its look cuts counts as this much smaller. */
const CUT_FACE_FACTOR = 0.5

/**
 * The faces of several looks at one image, each once, best score first: as the look saw it that showed it
 * best. Averaging them all, as the boxes of one look are, spoils the sharp ones, and misses
 * boxes that are so far off that they overlap too little. What one look keeps apart stays apart.
 */
export function mergeLooks(looks: readonly LookResult[]): FaceBox[] {
  const seen = looks.flatMap(({ crop, boxes }) =>
    boxes.map((box) => ({ box, crop, rank: rankFace(box, crop) })),
  )
  const kept: typeof seen = []
  for (const face of seen.sort((p, q) => q.rank - p.rank)) {
    const isKnown = kept.some(
      (other) => other.crop !== face.crop && computeCoveredShare(other.box, face.box) > MIN_COVERED,
    )
    if (!isKnown) kept.push(face)
  }
  return kept.map(({ box }) => box).sort((p, q) => q.score - p.score)
}

/**
 * How well a look shows a face. Whole and large, the look at the largest part of the image: on faces turned by 60
 * degrees closer ones have eye lines that are farther off (landmarks' error 3.92 instead of 3.75%, 554 of 300W's
 * faces). Else pixels in the network's input times score: of the rankings tried, this one gave the boxes nearest to
 * those of close looks, and lost no face.
 */
function rankFace(box: FaceBox, crop: Crop): number {
  const pixels = (Math.max(box.width, box.height) / crop.side) * crop.size
  const cut = isCut(box, crop)
  if (!cut && pixels >= LARGE_PX) return SHARP_PX + crop.side
  return Math.min(pixels, SHARP_PX) * (cut ? CUT_FACE_FACTOR : 1) * box.score
}

/** Tells whether a face reaches over the edge of its look. */
function isCut({ centre, width, height }: FaceBox, crop: Crop): boolean {
  const x = Math.abs(centre[0] - crop.centre[0]) + width / 2
  const y = Math.abs(centre[1] - crop.centre[1]) + height / 2
  return Math.max(x, y) > crop.side / 2
}

/** Area that two boxes share by that of the smaller one, from 0 to 1. */
function computeCoveredShare(p: FaceBox, q: FaceBox): number {
  const smaller = Math.min(p.width * p.height, q.width * q.height)
  return smaller > 0 ? computeSharedArea(p, q) / smaller : 0
}
