import { colourOf } from './colours.ts'
import type { StudioState } from './studio.ts'

function number(value: number | undefined, digits = 0): string {
  return value === undefined ? '–' : value.toFixed(digits)
}

/** Small, steady figures: medians over the last 30 frames. */
export function Readout({ state }: { readonly state: StudioState }) {
  const { figures, engine, faces } = state
  const ready = engine.phase === 'ready'
  const rows: [string, string, string][] = [
    ['Frames', number(figures?.fps), 'fps'],
    ['Detection', number(figures?.detection), 'ms'],
    ['Stage 1, CNN-6', number(figures?.stage1), 'ms'],
    ['Stage 2, CNN-7', number(figures?.stage2), 'ms'],
    ['Faces', number(faces), ''],
  ]
  return (
    <section className="readout" aria-label="Figures">
      <table>
        <tbody>
          {rows.map(([name, value, unit]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="number">{value}</td>
              <td className="unit">{unit}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl>
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
    </section>
  )
}
