import { colourOf } from './colours.ts'

/** A variant's colour as a dot. */
export function Swatch({ variant }: { readonly variant: string }) {
  return (
    <span className="swatch" ref={(swatch) => swatch?.style.setProperty('background', colourOf(variant))} />
  )
}
