/** Layer whose activations can be looked at: `channels` maps of side x side cells. */
export interface LayerShape {
  readonly name: string
  readonly side: number
  readonly channels: number
}

/** Name of the layer with one heat map per landmark, whose values are probabilities. */
export const HEAT_MAPS_LAYER = 'maps'

/** Finds a layer by its name. @throws RangeError if there is none. */
export function findLayerIndex(layers: readonly LayerShape[], name: string): number {
  const index = layers.findIndex((layer) => layer.name === name)
  if (index < 0) throw new RangeError(`the network has no layer "${name}"`)
  return index
}
