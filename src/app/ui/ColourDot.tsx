import { getColour } from './colours.ts'

/** A variant's colour as a dot. */
export function ColourDot({ variant }: { readonly variant: string }) {
  return (
    <span className="swatch" ref={(swatch) => swatch?.style.setProperty('background', getColour(variant))} />
  )
}
