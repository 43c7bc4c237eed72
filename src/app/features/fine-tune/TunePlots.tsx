import { gridY, lineY, ruleY, text } from '@observablehq/plot'
import { useMemo } from 'react'
import type { TrainingReport } from '../../../tuning/trainer.ts'
import { PlotFigure } from '../../ui/PlotFigure.tsx'
import { formatNumber } from '../../ui/format.ts'
import { TEXT } from '../../ui/text.ts'
import tuneStyles from './tune.module.css'

const HEIGHT = 170
const MARGINS = { marginLeft: 44, marginRight: 12 } as const

/** Plots of the training loss and the held-out error by step. */
export function TunePlots({
  curve,
  steps,
}: {
  readonly curve: readonly TrainingReport[]
  readonly steps: number
}) {
  const [loss, error] = useMemo(() => {
    const before = curve[0]!.heldOutError
    const plot = (of: (report: TrainingReport) => number, marks: readonly ReturnType<typeof ruleY>[]) => ({
      ...MARGINS,
      height: HEIGHT,
      x: { domain: [0, steps], label: TEXT.fineTune.plots.step },
      y: { label: null, ticks: 4, zero: true, nice: true },
      marks: [
        gridY({ strokeOpacity: 0.15, ticks: 4 }),
        ...marks,
        lineY(
          curve.map((report) => ({ x: report.step, y: of(report) })),
          { x: 'x', y: 'y', strokeWidth: 2 },
        ),
        ruleY([0]),
      ],
    })
    return [
      plot((report) => report.loss, []),
      plot(
        (report) => report.heldOutError,
        [
          ruleY([before], { strokeDasharray: '3,4', strokeOpacity: 0.6 }),
          text([{ y: before }], {
            y: 'y',
            text: () => TEXT.fineTune.plots.before,
            frameAnchor: 'right',
            dy: -8,
            dx: -4,
          }),
        ],
      ),
    ]
  }, [curve, steps])
  const last = curve[curve.length - 1]!
  return (
    <div className={tuneStyles.plots}>
      <PlotFigure
        title={TEXT.fineTune.plots.loss}
        label={TEXT.fineTune.plots.lossLabel(
          formatNumber(curve[0]!.loss, 2),
          formatNumber(last.loss, 2),
          last.step,
        )}
        options={loss}
      />
      <PlotFigure
        title={TEXT.fineTune.plots.error}
        label={TEXT.fineTune.plots.errorLabel(
          formatNumber(curve[0]!.heldOutError, 2),
          formatNumber(last.heldOutError, 2),
          last.step,
        )}
        options={error}
      />
    </div>
  )
}
