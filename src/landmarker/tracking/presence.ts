/** Default minimum presence of a face, for networks that predict it. */
export const MIN_PRESENCE = 0.5

/** Detector score below which more presence is required: leaves and clouds have such scores too. */
const SURE_SCORE = 0.6
const UNSURE_MIN_PRESENCE = 0.95

/** Chooses the minimum presence for a detection: `minPresence`, or more if the detector is unsure. 0 keeps all. */
export function chooseMinPresence(
  { score = 1 }: { readonly score?: number | undefined },
  minPresence = MIN_PRESENCE,
): number {
  return minPresence > 0 && score < SURE_SCORE ? Math.max(minPresence, UNSURE_MIN_PRESENCE) : minPresence
}
