import { OPENINGS } from './face.ts'
import { distance, type Point } from './point.ts'

function computeMeanDistance(face: readonly Point[], pairs: readonly (readonly [number, number])[]): number {
  return pairs.reduce((sum, [i, j]) => sum + distance(face[i], face[j]), 0) / pairs.length
}

/**
 * Eye aspect ratio of the eye on the left of the picture and the one on the right: mean distance of the
 * lids over the distance of the corners (Soukupová and Čech 2016, "Real-time eye blink detection using
 * facial landmarks"). About 0.3 in an open eye, below 0.1 in a closed one. face: 68 landmarks in any unit.
 */
export function computeEyeAspectRatios(face: readonly Point[]): [left: number, right: number] {
  const ratio = (eye: 0 | 1) => {
    const [i, j] = OPENINGS.eyeCorners[eye]
    return computeMeanDistance(face, OPENINGS.lids.slice(2 * eye, 2 * eye + 2)) / distance(face[i], face[j])
  }
  return [ratio(0), ratio(1)]
}

/** Mean distance of the inner lips over the distance of the inner corners of the mouth; 0 when it is shut. */
export function computeMouthOpening(face: readonly Point[]): number {
  const [left, right] = OPENINGS.innerMouthCorners
  return computeMeanDistance(face, OPENINGS.innerLips) / distance(face[left], face[right])
}
