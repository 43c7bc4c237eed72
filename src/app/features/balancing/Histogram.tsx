import { useMemo, useRef } from 'react'
import type { Balance } from '../../../evaluation/shape-space.ts'
import { PlotFigure } from '../../ui/PlotFigure.tsx'
import { AFTER, BEFORE, HISTOGRAM_MARGINS, createHistogramPlot } from './plots.ts'
import { formatNumber } from '../../ui/format.ts'
import { TEXT } from '../../ui/text.ts'
import controlsStyles from '../../ui/controls.module.css'
import balancingStyles from './balancing.module.css'

interface Props {
  readonly balance: Balance
  readonly chosen: number | undefined
  readonly choose: (bin: number | undefined) => void
}

/** Describes a bin: its range of |yaw|, faces and repeats. */
export function describeBin({ width, before, repeats, after }: Balance, bin: number): string {
  return TEXT.balancing.binDetails(
    formatNumber(bin * width, 3),
    formatNumber((bin + 1) * width, 3),
    before[bin]!,
    repeats[bin]!,
    after[bin]!,
  )
}

function Key({ colour, children }: { readonly colour: string; readonly children: string }) {
  return (
    <span className={balancingStyles.key}>
      <span
        data-dot
        className={controlsStyles.colourDot}
        ref={(dot) => dot?.style.setProperty('background', colour)}
      />
      {children}
    </span>
  )
}

/** Histogram of yaw before and after balancing; each bin is a button that shows its faces. */
export function Histogram({ balance, chosen, choose }: Props) {
  const options = useMemo(() => createHistogramPlot(balance, chosen), [balance, chosen])
  const buttons = useRef<HTMLDivElement>(null)

  return (
    <PlotFigure
      title={TEXT.balancing.histogram}
      label={TEXT.balancing.histogramLabel(balance.before, balance.after)}
      options={options}
    >
      <div
        ref={(element) => {
          buttons.current = element
          element?.style.setProperty('left', `${HISTOGRAM_MARGINS.marginLeft}px`)
          element?.style.setProperty('right', `${HISTOGRAM_MARGINS.marginRight}px`)
        }}
        data-tour="bins"
        className={balancingStyles.bins}
        role="group"
        aria-label={TEXT.balancing.yawBins}
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
            aria-label={TEXT.balancing.binLabel(bin + 1, describeBin(balance, bin))}
            aria-pressed={chosen === bin}
            onClick={() => choose(chosen === bin ? undefined : bin)}
          />
        ))}
      </div>
      <p className={balancingStyles.keys}>
        <Key colour={BEFORE}>{TEXT.balancing.before}</Key>
        <Key colour={AFTER}>{TEXT.balancing.after}</Key>
        {TEXT.balancing.clickBin}
      </p>
    </PlotFigure>
  )
}
