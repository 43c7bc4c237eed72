import { OPENINGS } from './face.ts'
import { distance, type Point } from './point.ts'

function computeMeanDistance(face: readonly Point[], pairs: readonly (readonly [number, number])[]): number {
  return pairs.reduce((sum, [i, j]) => sum + distance(face[i]!, face[j]!), 0) / pairs.length
}

/**
 * Computes the eye aspect ratio of both eyes, the one on the left of the picture first: mean distance between
 * the lids divided by the distance between the eye corners (Soukupová and Čech 2016, "Real-time eye blink
 * detection using facial landmarks"). About 0.3 for an open eye, below 0.1 for a closed one.
 * face: 68 landmarks in any unit.
 */
export function computeEyeAspectRatios(face: readonly Point[]): [left: number, right: number] {
  const ratio = (eye: 0 | 1) => {
    const [i, j] = OPENINGS.eyeCorners[eye]
    return computeMeanDistance(face, OPENINGS.lids.slice(2 * eye, 2 * eye + 2)) / distance(face[i]!, face[j]!)
  }
  return [ratio(0), ratio(1)]
}

/** Computes the mean distance between the inner lips divided by that of the inner mouth corners; 0 for a shut mouth. */
export function computeMouthOpening(face: readonly Point[]): number {
  const [left, right] = OPENINGS.innerMouthCorners
  return computeMeanDistance(face, OPENINGS.innerLips) / distance(face[left]!, face[right]!)
}
