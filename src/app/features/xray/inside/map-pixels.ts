import { computeViridis } from './viridis.ts'

/** Lowest and highest of some values. */
export function findRange(values: Float32Array): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return [low, high]
}

/** Selects one map of a layer, whose maps lie one after the other. */
export function selectMap(values: Float32Array, side: number, channel: number): Float32Array {
  return values.subarray(channel * side ** 2, (channel + 1) * side ** 2)
}

/** Colours a map from its lowest to its highest value; `opacity` is that of the highest, 1 makes all opaque. */
export function colourMap(values: Float32Array, side: number, opacity = 1): ImageData {
  const [low, high] = findRange(values)
  const pixels = new ImageData(side, side)
  for (let i = 0; i < values.length; i++) {
    const share = high > low ? (values[i]! - low) / (high - low) : 0
    const alpha = opacity === 1 ? 255 : 255 * opacity * share
    pixels.data.set([...computeViridis(share), alpha], 4 * i)
  }
  return pixels
}

/** Largest weight of a filter of the first layer, by its size. */
export function findLargestWeight(filters: Float32Array, filter: number, count: number): number {
  let largest = 0
  for (let i = filter; i < filters.length; i += count) largest = Math.max(largest, Math.abs(filters[i]!))
  return largest
}

/** Colours a filter (3, 3, 3) of the first layer: grey is 0, the ends of its range are dark and bright. */
export function colourFilter(filters: Float32Array, filter: number, count: number): ImageData {
  const largest = findLargestWeight(filters, filter, count)
  const pixels = new ImageData(3, 3)
  for (let cell = 0; cell < 9; cell++) {
    const colour = [0, 1, 2].map((channel) => {
      const weight = filters[(cell * 3 + channel) * count + filter]!
      return largest > 0 ? 127.5 + (127.5 * weight) / largest : 127.5
    })
    pixels.data.set([...colour, 255], 4 * cell)
  }
  return pixels
}
