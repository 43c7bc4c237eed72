import type { OverlayLayers } from '../../canvas/draw.ts'
import type { AddressKey } from './key.ts'

/** Layers drawn over the picture at first. */
export const DEFAULT_LAYERS: OverlayLayers = {
  contours: true,
  points: true,
  box: false,
  pose: false,
  figures: true,
}

const NAMES = Object.keys(DEFAULT_LAYERS) as (keyof OverlayLayers)[]

function parseLayers(text: string): OverlayLayers {
  const words = text.split(',')
  return Object.fromEntries(NAMES.map((name) => [name, words.includes(name)])) as unknown as OverlayLayers
}

/** Layers drawn over the picture; an empty list is none. */
export const layersKey: AddressKey<OverlayLayers> = {
  name: 'show',
  defaultValue: DEFAULT_LAYERS,
  parse: parseLayers,
  format: (layers) => NAMES.filter((name) => layers[name]).join(','),
}
