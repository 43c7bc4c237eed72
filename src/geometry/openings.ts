import { distance, type Point } from './point.ts'

/** Landmarks of an eye: its corners, and upper lid with lower lid above one another. */
interface Eye {
  readonly corners: readonly [number, number]
  readonly lids: readonly (readonly [number, number])[]
}

const EYES: readonly [left: Eye, right: Eye] = [
  {
    corners: [36, 39],
    lids: [
      [37, 41],
      [38, 40],
    ],
  },
  {
    corners: [42, 45],
    lids: [
      [43, 47],
      [44, 46],
    ],
  },
]
const INNER_LIPS = [
  [61, 67],
  [62, 66],
  [63, 65],
] as const
const INNER_MOUTH_CORNERS = [60, 64] as const

function meanDistance(face: readonly Point[], pairs: readonly (readonly [number, number])[]): number {
  return pairs.reduce((sum, [i, j]) => sum + distance(face[i], face[j]), 0) / pairs.length
}

/**
 * Eye aspect ratio of the eye on the left of the picture and the one on the right: mean distance of the
 * lids over the distance of the corners (Soukupová and Čech 2016, "Real-time eye blink detection using
 * facial landmarks"). About 0.3 in an open eye, below 0.1 in a closed one. face: 68 landmarks in any unit.
 */
export function eyeAspectRatios(face: readonly Point[]): [left: number, right: number] {
  const ratio = ({ corners: [i, j], lids }: Eye) => meanDistance(face, lids) / distance(face[i], face[j])
  return [ratio(EYES[0]), ratio(EYES[1])]
}

/** Mean distance of the inner lips over the distance of the inner corners of the mouth; 0 when it is shut. */
export function mouthOpening(face: readonly Point[]): number {
  const [left, right] = INNER_MOUTH_CORNERS
  return meanDistance(face, INNER_LIPS) / distance(face[left], face[right])
}
