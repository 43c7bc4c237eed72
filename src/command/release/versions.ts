/** Semantic version without a pre-release part: major, minor, patch. */
type Version = readonly [number, number, number]

/** Steps from one version to the next, by the part that grows. */
export const STEPS = ['major', 'minor', 'patch'] as const

const parse = (text: string): Version | undefined => {
  const [, ...parts] = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.exec(text) ?? []
  return parts.length === 3 ? [Number(parts[0]), Number(parts[1]), Number(parts[2])] : undefined
}

const isAfter = (one: Version, other: Version) => {
  const i = one.findIndex((part, k) => part !== other[k])
  return i >= 0 && one[i]! > other[i]!
}

/**
 * Chooses the version to release, after the last one: by the part that grows, or as it is written.
 * @throws Error if it is neither, or not after the last one.
 */
export function chooseVersion(wanted: string, last: string): string {
  const before = parse(last)
  if (!before) throw new Error(`The last release, ${last}, is no version such as 1.2.3.`)
  const part = STEPS.findIndex((step) => step === wanted)
  if (part >= 0) return before.map((n, k) => (k < part ? n : k === part ? n + 1 : 0)).join('.')
  const version = parse(wanted)
  if (!version) throw new Error(`"${wanted}" is no version. Name ${STEPS.join(', ')}, or one such as 1.2.3.`)
  if (!isAfter(version, before)) throw new Error(`${wanted} does not come after ${last}, the last release.`)
  return wanted
}
