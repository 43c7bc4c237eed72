import { getColour } from './colours.ts'
import controlsStyles from './controls.module.css'

/** Dot in a variant's colour. */
export function ColourDot({ variant }: { readonly variant: string }) {
  return (
    <span
      data-dot
      className={controlsStyles.colourDot}
      ref={(dot) => dot?.style.setProperty('background', getColour(variant))}
    />
  )
}
