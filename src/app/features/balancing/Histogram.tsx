import { useMemo, useRef } from 'react'
import type { Balance } from '../../../evaluation/shape-space.ts'
import { PlotFigure } from '../../ui/PlotFigure.tsx'
import { AFTER, BEFORE, HISTOGRAM_MARGINS, histogramPlot } from './plots.ts'

interface Props {
  readonly balance: Balance
  readonly chosen: number | undefined
  readonly choose: (bin: number | undefined) => void
}

/** A bin in words. */
export function describeBin({ width, before, repeats, after }: Balance, bin: number): string {
  const range = `|yaw| ${(bin * width).toFixed(3)} to ${((bin + 1) * width).toFixed(3)}`
  return `${range}: ${before[bin]} faces, each taken ${repeats[bin] === 1 ? 'once' : `${repeats[bin]} times`}, ${after[bin]} after balancing`
}

function Key({ colour, children }: { readonly colour: string; readonly children: string }) {
  return (
    <span className="lab-key">
      <span className="swatch" ref={(swatch) => swatch?.style.setProperty('background', colour)} />
      {children}
    </span>
  )
}

/** Faces by yaw before and after balancing; each bin is a button that shows its faces. */
export function Histogram({ balance, chosen, choose }: Props) {
  const options = useMemo(() => histogramPlot(balance, chosen), [balance, chosen])
  const buttons = useRef<HTMLDivElement>(null)
  const bins = balance.before.length
  return (
    <PlotFigure
      title="Faces by yaw"
      label={`Faces in ${bins} bins of yaw; before balancing ${balance.before.join(', ')}; after ${balance.after.join(', ')}`}
      options={options}
    >
      <div
        ref={(element) => {
          buttons.current = element
          element?.style.setProperty('left', `${HISTOGRAM_MARGINS.marginLeft}px`)
          element?.style.setProperty('right', `${HISTOGRAM_MARGINS.marginRight}px`)
        }}
        className="lab-bins"
        role="group"
        aria-label="Bins of yaw"
        onKeyDown={({ key, target }) => {
          const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
          const all = [...(buttons.current?.querySelectorAll('button') ?? [])]
          if (step) all[all.indexOf(target as HTMLButtonElement) + step]?.focus()
        }}
      >
        {balance.before.map((_, bin) => (
          <button
            key={bin}
            type="button"
            aria-label={`Bin ${bin + 1}, ${describeBin(balance, bin)}`}
            aria-pressed={chosen === bin}
            onClick={() => choose(chosen === bin ? undefined : bin)}
          />
        ))}
      </div>
      <p className="lab-keys">
        <Key colour={BEFORE}>before</Key>
        <Key colour={AFTER}>after</Key>
        Click a bin to see its faces.
      </p>
    </PlotFigure>
  )
}
