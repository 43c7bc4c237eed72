import { axisX, dot, gridY, lineY, ruleX, ruleY, type PlotOptions } from '@observablehq/plot'
import { thinSeries, type FaceSeries, type SeriesName } from '../../../analysis/face-series.ts'
import { getColour } from '../../ui/colours.ts'
import { formatSetting } from '../../ui/format.ts'
import { TEXT } from '../../ui/text.ts'

/** Height of a plot and its margins in pixels; the slider that lies over it has the same. */
const SIZES = { height: 116, marginTop: 10, marginRight: 12, marginBottom: 24, marginLeft: 40 } as const
/** Most points of a line: more are closer than pixels. */
const MAX_POINTS = 2000
/** Most ticks of the time axis, and the steps that they may have in seconds. */
const MAX_TICKS = 8
const TICK_STEPS_S = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600]

/** Plot of the view: its title, its lines, and the values that it shows at least. */
export interface MeasurePlot {
  readonly id: 'eyes' | 'mouth' | 'head'
  readonly title: string
  readonly names: readonly SeriesName[]
  readonly range: readonly [number, number]
  readonly decimals: number
}

export const MEASURE_PLOTS: readonly MeasurePlot[] = [
  {
    id: 'eyes',
    title: TEXT.video.plots.eyes,
    names: ['eyeLeft', 'eyeRight'],
    range: [0, 0.4],
    decimals: 2,
  },
  { id: 'mouth', title: TEXT.video.plots.mouth, names: ['mouth'], range: [0, 0.5], decimals: 2 },
  {
    id: 'head',
    title: TEXT.video.plots.head,
    names: ['yaw', 'pitch', 'roll'],
    range: [-20, 20],
    decimals: 0,
  },
]

/** Keys of the lines' colours, in the order of a plot's names. */
export const LINE_COLOURS = ['wing', 'lite', 'l1'] as const

/** Formats a time on the axis: 1:05, or 0:00.5 for short clips. */
export function formatTimeTick(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  const rest = Number((seconds - 60 * minutes).toFixed(1))
  return `${minutes}:${rest < 10 ? '0' : ''}${formatSetting(rest)}`
}

function listTicks([start, end]: readonly [number, number]): number[] {
  const step = TICK_STEPS_S.find((seconds) => (end - start) / seconds <= MAX_TICKS) ?? 2 * 3600
  const first = Math.ceil(start / step)
  const count = Math.floor(end / step) - first + 1
  return Array.from({ length: Math.max(0, count) }, (_, i) => (first + i) * step)
}

/** Finds the range of an axis that shows all values and `range`. */
function findDomain(series: FaceSeries, { names, range }: MeasurePlot): [number, number] {
  let [low, high] = range
  for (const name of names) {
    for (const value of series.values[name]) {
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  return [low, high]
}

/** Middle of a blink in seconds. */
export const findMiddle = ({ start, length }: FaceSeries['blinks'][number]) => start + length / 2

/** Creates the options of a plot of a face over a time span; blinks are marked in that of the eyes. */
export function createMeasurePlot(
  plot: MeasurePlot,
  series: FaceSeries,
  span: readonly [number, number],
): PlotOptions {
  const domain = findDomain(series, plot)
  const blinks = plot.id === 'eyes' ? series.blinks : []
  return {
    ...SIZES,
    x: { domain: [...span], label: null },
    y: { domain, label: null, ticks: 4, nice: true },
    marks: [
      axisX(listTicks(span), { tickFormat: formatTimeTick }),
      gridY({ strokeOpacity: 0.15, ticks: 4 }),
      ruleY([0], { strokeOpacity: 0.5 }),
      ruleX(blinks, { x: findMiddle, strokeOpacity: 0.3 }),
      ...plot.names.map((name, i) =>
        lineY(thinSeries(series.times, series.values[name], MAX_POINTS), {
          x: ([at]: readonly number[]) => at,
          y: ([, value]: readonly number[]) => value,
          stroke: getColour(LINE_COLOURS[i]!),
          strokeWidth: 1.5,
        }),
      ),
      dot(blinks, {
        x: findMiddle,
        frameAnchor: 'top',
        symbol: 'triangle2',
        r: 4,
        dy: -4,
        fill: 'currentColor',
      }),
    ],
  }
}
