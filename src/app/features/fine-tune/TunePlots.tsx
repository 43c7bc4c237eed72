import { gridY, lineY, ruleY, text } from '@observablehq/plot'
import { useMemo } from 'react'
import type { TrainingReport } from '../../../tuning/trainer.ts'
import { PlotFigure } from '../../ui/PlotFigure.tsx'

const HEIGHT = 170
const MARGINS = { marginLeft: 44, marginRight: 12 } as const

/** Training loss and held-out error as they go. */
export function TunePlots({
  curve,
  steps,
}: {
  readonly curve: readonly TrainingReport[]
  readonly steps: number
}) {
  const [loss, error] = useMemo(() => {
    const before = curve[0].heldOutError
    const plot = (of: (report: TrainingReport) => number, marks: readonly ReturnType<typeof ruleY>[]) => ({
      ...MARGINS,
      height: HEIGHT,
      x: { domain: [0, steps], label: 'step' },
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
          text([{ y: before }], { y: 'y', text: () => 'before', frameAnchor: 'right', dy: -8, dx: -4 }),
        ],
      ),
    ]
  }, [curve, steps])
  const last = curve[curve.length - 1]
  return (
    <div className="tune-plots">
      <PlotFigure
        title="Training loss"
        label={`Mean loss a coordinate, from ${curve[0].loss.toFixed(2)} to ${last.loss.toFixed(2)} at step ${last.step}`}
        options={loss}
      />
      <PlotFigure
        title="Error held out, % inter-ocular"
        label={`Mean error of the frames held out, from ${curve[0].heldOutError.toFixed(2)}% to ${last.heldOutError.toFixed(2)}% at step ${last.step}`}
        options={error}
      />
    </div>
  )
}
