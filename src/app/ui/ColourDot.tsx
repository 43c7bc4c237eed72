import { getColour } from './colours.ts'

/** Dot in a variant's colour. */
export function ColourDot({ variant }: { readonly variant: string }) {
  return (
    <span className="swatch" ref={(swatch) => swatch?.style.setProperty('background', getColour(variant))} />
  )
}
