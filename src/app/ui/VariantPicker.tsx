import { VARIANTS } from '../../landmarker/models/bundled-variants.ts'
import { CedPlot } from '../features/compare/CedPlot.tsx'
import { formatVariantName } from './colours.ts'
import { RESULTS, findResult } from '../state/results.ts'
import {
  DEFAULTS,
  LAYOUTS,
  ACCURATE_VARIANT,
  selectVariant,
  variantsToRun,
  type Layout,
  type Options,
  type AppState,
} from '../state/state.ts'
import type { AppController } from '../state/app-controller.ts'
import { ColourDot } from './ColourDot.tsx'

const LAYOUT_NAMES: Readonly<Record<Layout, string>> = {
  panels: 'Panels',
  overlay: 'Overlaid',
  difference: 'Difference',
}

/** More at once cannot be told apart. */
const MOST = 4

function figure(value: number | undefined, digits: number): string {
  return value === undefined ? '–' : value.toFixed(digits)
}

/** The change of options when a variant is ticked; none that leaves fewer than two. */
function toggled(
  { compared }: Options,
  variant: string,
  all: readonly string[],
): Partial<Options> | undefined {
  const others = compared.filter((name) => name !== variant)
  if (others.length === compared.length) {
    return { compared: all.filter((name) => name === variant || compared.includes(name)) }
  }
  return others.length > 1 ? { compared: others } : undefined
}

/** Which variants run, what each costs and scored; the list is the legend of picture and plot. */
export function VariantPicker({ app, state }: { readonly app: AppController; readonly state: AppState }) {
  const { options, stats } = state
  const compare = options.view === 'compare'
  const shown = compare ? options.compared : [selectVariant(options)]
  const [lead] = variantsToRun(options)
  const all = [...VARIANTS, ...state.tuned.map(({ name }) => name)]
  return (
    <section className="variants" aria-label="Variants">
      <table>
        <thead>
          <tr>
            <th scope="col">Trained with</th>
            <th scope="col">ms</th>
            {compare && <th scope="col">jitter</th>}
            <th scope="col">NME</th>
          </tr>
        </thead>
        <tbody>
          {all.map((variant) => {
            const own = stats?.variants[variant]
            return (
              <tr key={variant}>
                <th scope="row">
                  <label>
                    <input
                      type={compare ? 'checkbox' : 'radio'}
                      name={compare ? undefined : 'variant'}
                      checked={shown.includes(variant)}
                      disabled={compare && shown.length >= MOST && !shown.includes(variant)}
                      onChange={() => {
                        const change = compare
                          ? toggled(options, variant, all)
                          : { variant, automatic: false }
                        if (change) void app.choose(change)
                      }}
                    />
                    <ColourDot variant={variant} />
                    {formatVariantName(variant)}
                  </label>
                </th>
                <td>{figure(own?.time, 0)}</td>
                {compare && <td>{figure(own?.jitter, 2)}</td>}
                <td>{figure(findResult(variant)?.cascade.nmeInterOcular, 2)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {options.view === 'single' && DEFAULTS.automatic && (
        <label>
          <input
            type="checkbox"
            checked={options.automatic}
            onChange={({ target }) => {
              const automatic = target.checked
              const known = [ACCURATE_VARIANT, DEFAULTS.variant].includes(options.variant)
              void app.choose(automatic && !known ? { automatic, variant: DEFAULTS.variant } : { automatic })
            }}
          />
          Lite first, {formatVariantName(ACCURATE_VARIANT)} where this machine is fast enough
        </label>
      )}
      {compare && (
        <>
          <div className="segments" role="group" aria-label="Layout">
            {LAYOUTS.map((layout) => (
              <button
                key={layout}
                type="button"
                aria-pressed={options.layout === layout}
                onClick={() => void app.choose({ layout })}
              >
                {LAYOUT_NAMES[layout]}
              </button>
            ))}
          </div>
          {options.layout === 'difference' && (
            <label className="row">
              From {formatVariantName(lead)}, × {options.magnify}
              <input
                type="range"
                min="1"
                max="20"
                value={options.magnify}
                aria-label="Magnify differences"
                onChange={({ target }) => void app.choose({ magnify: Number(target.value) })}
              />
            </label>
          )}
          <CedPlot variants={shown} />
          <p className="hint">
            All see the crop that {formatVariantName(lead)}’s CNN-6 found. Jitter: mean movement of a point
            from frame to frame before smoothing, in % of the inter-ocular distance; hold still.
            {RESULTS && ` NME: inter-ocular, %, ${RESULTS.protocol}.`}
          </p>
        </>
      )}
    </section>
  )
}
