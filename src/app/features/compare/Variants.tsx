import { VARIANTS } from '../../../landmarker/models/bundled-variants.ts'
import { CedPlot } from './CedPlot.tsx'
import { nameOf } from '../../ui/colours.ts'
import { RESULTS, resultOf } from '../../state/results.ts'
import {
  DEFAULTS,
  LAYOUTS,
  STRONG,
  variantOf,
  variantsToRun,
  type Layout,
  type Options,
  type StudioState,
} from '../../state/state.ts'
import type { Studio } from '../../state/studio.ts'
import { Swatch } from '../../ui/ColourDot.tsx'

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
export function Variants({ studio, state }: { readonly studio: Studio; readonly state: StudioState }) {
  const { options, figures } = state
  const compare = options.view === 'compare'
  const shown = compare ? options.compared : [variantOf(options)]
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
            const own = figures?.variants[variant]
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
                        if (change) void studio.choose(change)
                      }}
                    />
                    <Swatch variant={variant} />
                    {nameOf(variant)}
                  </label>
                </th>
                <td>{figure(own?.time, 0)}</td>
                {compare && <td>{figure(own?.jitter, 2)}</td>}
                <td>{figure(resultOf(variant)?.cascade.nmeInterOcular, 2)}</td>
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
              const known = [STRONG, DEFAULTS.variant].includes(options.variant)
              void studio.choose(
                automatic && !known ? { automatic, variant: DEFAULTS.variant } : { automatic },
              )
            }}
          />
          Lite first, {nameOf(STRONG)} where this machine is fast enough
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
                onClick={() => void studio.choose({ layout })}
              >
                {LAYOUT_NAMES[layout]}
              </button>
            ))}
          </div>
          {options.layout === 'difference' && (
            <label className="row">
              From {nameOf(lead)}, × {options.magnify}
              <input
                type="range"
                min="1"
                max="20"
                value={options.magnify}
                aria-label="Magnify differences"
                onChange={({ target }) => void studio.choose({ magnify: Number(target.value) })}
              />
            </label>
          )}
          <CedPlot variants={shown} />
          <p className="hint">
            All see the crop that {nameOf(lead)}’s CNN-6 found. Jitter: mean movement of a point from frame to
            frame before smoothing, in % of the inter-ocular distance; hold still.
            {RESULTS && ` NME: inter-ocular, %, ${RESULTS.protocol}.`}
          </p>
        </>
      )}
    </section>
  )
}
