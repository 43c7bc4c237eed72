import { setLayers } from '../state/change-address.ts'
import { useAppState } from '../state/store.ts'
import type { OverlayLayers } from '../canvas/draw.ts'

interface Props<Layer extends keyof OverlayLayers> {
  readonly legend: string
  /** Label of each layer that is offered. */
  readonly labels: Readonly<Record<Layer, string>>
}

/** Check boxes for what is drawn over the picture. */
export function LayerFieldset<Layer extends keyof OverlayLayers>({ legend, labels }: Props<Layer>) {
  const layers = useAppState((state) => state.layers)
  return (
    <fieldset data-tour="layers">
      <legend>{legend}</legend>
      {(Object.keys(labels) as Layer[]).map((key) => (
        <label key={key}>
          <input
            type="checkbox"
            checked={layers[key]}
            onChange={({ target }) => setLayers({ [key]: target.checked })}
          />
          {labels[key]}
        </label>
      ))}
    </fieldset>
  )
}
