import { VARIANTS } from '../../landmarker/models/bundled-variants.ts'
import type { ReactNode } from 'react'
import { formatVariantName } from './colours.ts'
import { findResult } from '../state/results.ts'
import { choose } from '../state/choose.ts'
import { MAX_COMPARED } from '../state/address/choices.ts'
import { DEFAULTS, ACCURATE_VARIANT, selectVariant, type Options } from '../state/state.ts'
import { useAppState } from '../state/store.ts'
import { ColourDot } from './ColourDot.tsx'
import { formatNumber } from './format.ts'
import { Explained } from './glossary/Explained.tsx'
import { TEXT } from './text.ts'
import variantsStyles from './variants.module.css'

function formatCell(value: number | undefined, digits: number): string {
  return value === undefined ? '–' : formatNumber(value, digits)
}

/** Change of options when a variant is ticked or unticked; undefined if fewer than two would be left. */
function toggleCompared(
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

interface Props {
  /** Further controls, below the table. */
  readonly children?: ReactNode
}

/** Table of all variants with their cost and score, to choose from; also the legend of the picture and the plot. */
export function VariantPicker({ children }: Props) {
  const options = useAppState((state) => state.options)
  const stats = useAppState((state) => state.stats)
  const tuned = useAppState((state) => state.tuned)
  const compare = options.view === 'compare'
  const shown = compare ? options.compared : [selectVariant(options)]
  const all = [...VARIANTS, ...tuned.map(({ name }) => name)]
  return (
    <section className={variantsStyles.variants} aria-label={TEXT.shell.variants}>
      <table>
        <thead>
          <tr>
            <th scope="col">{TEXT.shell.variant}</th>
            <th scope="col">{TEXT.shell.milliseconds}</th>
            {compare && (
              <th scope="col">
                <Explained text={TEXT.shell.jitter} />
              </th>
            )}
            <th scope="col">
              <Explained text={TEXT.shell.nme} />
            </th>
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
                      disabled={compare && shown.length >= MAX_COMPARED && !shown.includes(variant)}
                      onChange={() => {
                        const change = compare
                          ? toggleCompared(options, variant, all)
                          : { variant, automatic: false }
                        if (change) void choose(change)
                      }}
                    />
                    <ColourDot variant={variant} />
                    {formatVariantName(variant)}
                  </label>
                </th>
                <td>{formatCell(own?.time, 0)}</td>
                {compare && <td>{formatCell(own?.jitter, 2)}</td>}
                <td>{formatCell(findResult(variant)?.cascade.nmeInterOcular, 2)}</td>
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
              void choose(automatic && !known ? { automatic, variant: DEFAULTS.variant } : { automatic })
            }}
          />
          {TEXT.shell.automaticVariant(formatVariantName(ACCURATE_VARIANT))}
        </label>
      )}
      {children}
    </section>
  )
}
