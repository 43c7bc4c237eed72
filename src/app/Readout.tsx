import { colourOf } from './colours.ts'
import type { StudioState } from './studio.ts'

/** Which networks run, and on what. */
export function Readout({ state }: { readonly state: StudioState }) {
  const { engine } = state
  const ready = engine.phase === 'ready'
  return (
    <dl className="readout">
      <dt>Model</dt>
      <dd>
        {ready ? (
          <>
            <span
              className="swatch"
              ref={(swatch) => swatch?.style.setProperty('background', colourOf(engine.variant))}
            />
            {engine.variant}, CNN-6/7
          </>
        ) : (
          '–'
        )}
      </dd>
      <dt>Backend</dt>
      <dd>{ready ? `${engine.backend.name}: ${engine.backend.reason}` : '–'}</dd>
    </dl>
  )
}
