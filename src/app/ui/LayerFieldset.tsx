import type { AppController } from '../state/app-controller.ts'
import type { OverlayLayers } from '../canvas/draw.ts'

interface Props<Layer extends keyof OverlayLayers> {
  readonly app: AppController
  readonly layers: OverlayLayers
  readonly legend: string
  /** Label of each layer that is offered. */
  readonly labels: Readonly<Record<Layer, string>>
}

/** Check boxes for what is drawn over the picture. */
export function LayerFieldset<Layer extends keyof OverlayLayers>({
  app,
  layers,
  legend,
  labels,
}: Props<Layer>) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {(Object.keys(labels) as Layer[]).map((key) => (
        <label key={key}>
          <input
            type="checkbox"
            checked={layers[key]}
            onChange={({ target }) => app.setLayers({ [key]: target.checked })}
          />
          {labels[key]}
        </label>
      ))}
    </fieldset>
  )
}
