import { dot, gridY, lineY, ruleX, ruleY, text } from '@observablehq/plot'
import { useMemo } from 'react'
import { PlotFigure } from '../../ui/PlotFigure.tsx'
import type { PerturbationKind } from '../../state/address/choices.ts'
import { findPerturbation } from './perturbation.ts'
import type { XrayState, XrayController } from './controller.ts'
import type { Sweep, SweepPoint } from './sweep.ts'
import { TEXT } from '../../ui/text.ts'
import controlsStyles from '../../ui/controls.module.css'
import xrayStyles from './xray.module.css'

/**
 * Bounds of the plot's upper end in % NME: small errors look small, and beyond the upper bound the face is
 * lost anyway.
 */
const TOP_RANGE_PERCENT = [10, 30] as const
const HEIGHT = 150
/** Minimum distance of the two labels, as a share of the plot's height. */
const MIN_NAME_GAP = 0.13

interface Props {
  readonly controller: XrayController
  readonly state: XrayState
  readonly swept: PerturbationKind
  /** Current value of the perturbation. */
  readonly value: number
  readonly colour: string
  readonly live: boolean
}

interface Row extends SweepPoint {
  readonly percent: number
}

/** Places the curves' labels at their last points, kept apart from each other. */
function placeNames(rows: readonly Row[], top: number): Row[] {
  const on = rows.findLast(({ stage1 }) => stage1 === 'on')
  const off = rows.findLast(({ stage1 }) => stage1 === 'off')
  if (!on || !off) return []
  const [lower, upper] = on.percent < off.percent ? [on, off] : [off, on]
  const gap = MIN_NAME_GAP * top
  const high = Math.min(top, Math.max(upper.percent, lower.percent + gap))
  return [
    { ...upper, percent: high },
    { ...lower, percent: Math.min(lower.percent, high - gap) },
  ]
}

function createPlotOptions(
  points: readonly SweepPoint[],
  id: PerturbationKind,
  value: number,
  colour: string,
) {
  const { range, label, unit } = findPerturbation(id)
  const rows = points.map((point) => ({ ...point, percent: 100 * point.nme }))
  const getStroke = ({ stage1 }: { stage1: string }) => (stage1 === 'on' ? colour : 'currentColor')
  const top = Math.min(
    TOP_RANGE_PERCENT[1],
    Math.max(TOP_RANGE_PERCENT[0], ...rows.map(({ percent }) => percent)),
  )
  const names = placeNames(rows, top)
  return {
    height: HEIGHT,
    marginLeft: 44,
    marginRight: 92,
    x: { domain: [...range], label: `${label}${unit && `, ${unit}`}`, labelAnchor: 'center' as const },
    y: { domain: [0, top], label: null, ticks: 5 },
    marks: [
      gridY({ strokeOpacity: 0.15, ticks: 5 }),
      ruleY([0]),
      ruleX([value], { strokeDasharray: '3,4', strokeOpacity: 0.7 }),
      // Dashed without stage 1: some variants' colour is hardly told from the text's.
      ...(['on', 'off'] as const).map((stage1) =>
        lineY(
          rows.filter((row) => row.stage1 === stage1),
          {
            x: 'value',
            y: 'percent',
            stroke: getStroke,
            strokeWidth: 2,
            strokeDasharray: stage1 === 'off' ? '6,4' : undefined,
            clip: true,
          },
        ),
      ),
      dot(rows, { x: 'value', y: 'percent', fill: getStroke, r: 2.5, clip: true }),
      dot(names, { x: 'value', y: 'percent', fill: getStroke, r: 4, dx: 12 }),
      text(names, {
        x: 'value',
        y: 'percent',
        text: ({ stage1 }: SweepPoint) => TEXT.xray.curve(stage1),
        textAnchor: 'start',
        dx: 20,
      }),
    ],
  }
}

/** Values measured so far and, once known, the seconds left. */
function describeProgress({ points, all, left }: Sweep): string {
  return left === undefined
    ? TEXT.xray.progress(points.length, all)
    : TEXT.xray.progressLeft(points.length, all, Math.ceil(left))
}

/** Error over the range of a perturbation, with and without stage 1: it shows what the cascade is for. */
export function CascadePlot({ controller, state, swept, value, colour, live }: Props) {
  const { sweep, frozen, examination } = state
  const points = useMemo(() => (sweep?.swept === swept ? sweep.points : []), [sweep, swept])
  const options = useMemo(
    () => createPlotOptions(points, swept, value, colour),
    [points, swept, value, colour],
  )
  const { label, range, unit } = findPerturbation(swept)
  const isMeasuring = sweep?.phase === 'measuring'
  return (
    <section data-testid="xray-plot" className={xrayStyles.plot} aria-label={TEXT.xray.plot}>
      <PlotFigure
        title={TEXT.xray.plotTitle(label)}
        label={TEXT.xray.plotLabel(label, range[0], range[1], unit)}
        options={options}
      />
      <div className={xrayStyles.measure}>
        {live && (
          <button
            type="button"
            disabled={!frozen && !examination}
            onClick={frozen ? controller.unfreeze : controller.freeze}
          >
            {frozen ? TEXT.xray.backToLive : TEXT.xray.freeze}
          </button>
        )}
        {(!live || frozen) && examination && (
          <button type="button" onClick={isMeasuring ? controller.stop : controller.measure}>
            {isMeasuring ? TEXT.xray.stop : TEXT.xray.measureAgain}
          </button>
        )}
        {isMeasuring && (
          <progress aria-label={TEXT.xray.plotMeasured} max={sweep.all} value={sweep.points.length} />
        )}
        <span className={controlsStyles.hint}>
          {live && !frozen
            ? TEXT.xray.freezeFirst
            : isMeasuring
              ? describeProgress(sweep)
              : TEXT.xray.othersKept}
        </span>
      </div>
    </section>
  )
}
