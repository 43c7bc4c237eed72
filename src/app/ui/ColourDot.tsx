import { getColour } from './colours.ts'

/** Dot in a variant's colour. */
export function ColourDot({ variant }: { readonly variant: string }) {
  return (
    <span className="colour-dot" ref={(dot) => dot?.style.setProperty('background', getColour(variant))} />
  )
}
