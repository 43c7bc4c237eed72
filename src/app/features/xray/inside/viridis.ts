/** Colours of the map Viridis at equal steps: told apart by the colour-blind, and in greyscale. */
const STOPS = [
  [68, 1, 84],
  [70, 50, 126],
  [54, 92, 141],
  [39, 127, 142],
  [31, 161, 135],
  [74, 193, 109],
  [160, 218, 57],
  [253, 231, 37],
] as const

/** Colour of a share from 0 (dark) to 1 (bright). */
export function computeViridis(share: number): readonly [number, number, number] {
  const position = Math.min(1, Math.max(0, share)) * (STOPS.length - 1)
  const index = Math.min(STOPS.length - 2, Math.floor(position))
  const [from, to] = [STOPS[index]!, STOPS[index + 1]!]
  const mix = (i: 0 | 1 | 2) => Math.round(from[i] + (position - index) * (to[i] - from[i]))
  return [mix(0), mix(1), mix(2)]
}
