/** Least probability of a face, by networks that can tell, for one that is there. */
export const MIN_PRESENCE = 0.5

/** Detections with a lower score need more of the networks: leaves and clouds have such scores too. */
const SURE_SCORE = 0.6
const UNSURE_MIN_PRESENCE = 0.95

/** Least presence of the face at a detection: `least`, or more if the detector is unsure. 0 keeps all. */
export function chooseMinPresence(
  { score = 1 }: { readonly score?: number | undefined },
  least = MIN_PRESENCE,
): number {
  return least > 0 && score < SURE_SCORE ? Math.max(least, UNSURE_MIN_PRESENCE) : least
}
