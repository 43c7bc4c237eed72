import { useMemo } from 'react'
import { TEXT } from '../../../ui/text.ts'
import { colourFilter, findLargestWeight } from './map-pixels.ts'
import { formatValue } from './names.ts'
import { PixelPicture } from './PixelPicture.tsx'
import controlsStyles from '../../../ui/controls.module.css'
import insideStyles from './inside.module.css'

/** Filters of the first layer as small colour pictures. */
export function Filters({ filters }: { readonly filters: Float32Array }) {
  const pictures = useMemo(() => {
    const count = filters.length / 27
    return Array.from({ length: count }, (_, i) => ({
      pixels: colourFilter(filters, i, count),
      size: formatValue(findLargestWeight(filters, i, count)),
    }))
  }, [filters])
  return (
    <section data-testid="first-filters" aria-label={TEXT.inside.filters}>
      <h4>{TEXT.inside.filters}</h4>
      <p className={controlsStyles.hint}>{TEXT.inside.filtersHint}</p>
      <div className={insideStyles.grid}>
        {pictures.map(({ pixels, size }, i) => (
          <PixelPicture
            key={i}
            pixels={pixels}
            label={TEXT.inside.filterLabel(i + 1, size)}
            caption={TEXT.inside.filterRange(size)}
          />
        ))}
      </div>
    </section>
  )
}
