import type { LayerShape } from './layer-shape.ts'

/**
 * Lists the layers of a heat-map network that end in ReLU: each resolution, finest first, then each step of the decoder.
 * input: side of the crop in pixels.
 */
export function listHeatMapBodyLayers(
  filters: readonly number[],
  decoder: number,
  input: number,
): LayerShape[] {
  const sides = filters.map((_, i) => input >> (i + 1))
  return [
    ...filters.map((channels, i) => ({ name: `level${i + 1}`, side: sides[i]!, channels })),
    ...sides
      .slice(1, -1)
      .map((side, i) => ({ name: `decoder${i + 2}`, side, channels: decoder }))
      .reverse(),
  ]
}
