import { useMemo, useState } from 'react'
import { HEAT_MAPS_LAYER } from '../../../../networks/layer-shape.ts'
import type { LayerActivations } from '../../../../landmarker/inside.ts'
import { TEXT } from '../../../ui/text.ts'
import { colourMap, findRange, selectMap } from './map-pixels.ts'
import { formatLayerName, formatProbabilities, formatRange } from './names.ts'
import { PixelPicture } from './PixelPicture.tsx'
import controlsStyles from '../../../ui/controls.module.css'
import insideStyles from './inside.module.css'

/** Maps shown at once. */
const PAGE = 34

/** Maps of a layer as small pictures, page by page. */
export function LayerPictures({ layer, values }: Pick<LayerActivations, 'layer' | 'values'>) {
  const [page, setPage] = useState(0)
  const { name, side, channels } = layer
  const from = page * PAGE < channels ? page * PAGE : 0
  const to = Math.min(channels, from + PAGE)
  const isHeatMap = name === HEAT_MAPS_LAYER
  const pictures = useMemo(
    () =>
      Array.from({ length: to - from }, (_, i) => {
        // Landmarks are numbered from 0 everywhere.
        const number = isHeatMap ? from + i : from + i + 1
        const map = selectMap(values, side, from + i)
        const range = findRange(map)
        const text = isHeatMap ? formatProbabilities(range) : formatRange(range)
        const isSilent = range[0] === 0 && range[1] === 0
        return {
          pixels: colourMap(map, side),
          caption: `${number}: ${isSilent ? TEXT.inside.silent : text}`,
          label: isHeatMap
            ? TEXT.inside.heatMapLabel(number, text)
            : isSilent
              ? TEXT.inside.silentLabel(number, formatLayerName(name))
              : TEXT.inside.mapLabel(number, formatLayerName(name), text),
        }
      }),
    [values, side, name, isHeatMap, from, to],
  )
  return (
    <div data-testid="layer-maps">
      <div className={insideStyles.pages}>
        <span role="status">{TEXT.inside.mapCount(from + 1, to, channels)}</span>
        {channels > PAGE && (
          <>
            <button type="button" disabled={from === 0} onClick={() => setPage(from / PAGE - 1)}>
              {TEXT.inside.previous}
            </button>
            <button type="button" disabled={to === channels} onClick={() => setPage(from / PAGE + 1)}>
              {TEXT.inside.next}
            </button>
          </>
        )}
      </div>
      <div className={insideStyles.grid}>
        {pictures.map((picture, i) => (
          <PixelPicture key={i} {...picture} />
        ))}
      </div>
      <p className={controlsStyles.hint}>{TEXT.inside.legend}</p>
    </div>
  )
}
