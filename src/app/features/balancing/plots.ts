import { gridY, line, rectY, ruleX, ruleY, type PlotOptions, type RenderFunction } from '@observablehq/plot'
import { deformMean, type Balance, type ShapeSpace } from '../../../evaluation/shape-space.ts'
import type { Shape } from '../../../evaluation/procrustes.ts'
import { colourOf } from '../../ui/colours.ts'
import { CONTOURS } from '../../canvas/contours.ts'

export const BEFORE = colourOf('before')
export const AFTER = colourOf('after')

/** Shapes in the cloud: enough to see the spread, few enough to be drawn while a slider moves. */
const CLOUD = 150
/** Room for a face bent by three deviations; shapes are of norm 1. */
export const ROOM = { x: [-0.27, 0.27], y: [0.23, -0.21] } as const
export const ROOM_MARGIN = 4

/** A shape's contours as points of lines, one a contour. */
function linesOf(shape: Shape): { x: number; y: number; contour: string }[] {
  return CONTOURS.flatMap(({ name, landmarks, closed }) =>
    [...landmarks, ...(closed ? [landmarks[0]] : [])].map((i) => ({
      x: shape[i][0],
      y: shape[i][1],
      contour: name,
    })),
  )
}

/** The landmarks of many faces as dots of one path: thousands of elements would be slow. */
function cloudOf({ faces, getShape: shape }: ShapeSpace): RenderFunction {
  const every = Math.max(1, Math.ceil(faces / CLOUD))
  const shown = Array.from({ length: Math.ceil(faces / every) }, (_, i) => shape(i * every))
  return (_index, { x, y }, _values, _dimensions, { document }) => {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
    const dots = shown.flat().map(([px, py]) => `M${x?.(px).toFixed(1)},${y?.(py).toFixed(1)}h0`)
    for (const [key, value] of Object.entries({
      d: dots.join(''),
      stroke: BEFORE,
      'stroke-width': '2',
      'stroke-linecap': 'round',
      'stroke-opacity': '0.35',
    })) {
      path.setAttribute(key, value)
    }
    return path
  }
}

/** The shapes as a cloud, their mean, and a face bent along the components. */
export function shapePlot(space: ShapeSpace, deviations: readonly number[]): PlotOptions {
  const drawn = { x: 'x', y: 'y', z: 'contour', clip: true } as const
  const bent = deviations.some((amount) => amount !== 0)
  return {
    aspectRatio: 1,
    margin: ROOM_MARGIN,
    x: { domain: ROOM.x, axis: null },
    y: { domain: ROOM.y, axis: null },
    marks: [
      cloudOf(space),
      line(linesOf(space.mean), { ...drawn, stroke: 'currentColor', strokeOpacity: bent ? 0.35 : 1 }),
      ...(bent
        ? [line(linesOf(deformMean(space, deviations)), { ...drawn, stroke: AFTER, strokeWidth: 2.5 })]
        : []),
    ],
  }
}

/** Where the histogram's bins begin and end, in pixels from its edges: what is laid over it keeps to this. */
export const HISTOGRAM_MARGINS = { marginLeft: 44, marginRight: 12 } as const

/** Faces of each bin, before and after balancing. */
export function histogramPlot({ before, after, width }: Balance, chosen: number | undefined): PlotOptions {
  const bars = (counts: readonly number[], from: number, to: number) =>
    counts.map((count, bin) => ({ from: bin + from, to: bin + to, count }))
  const own = { x1: 'from', x2: 'to', y: 'count' } as const
  const most = Math.max(...before, ...after)
  const bins = before.length
  return {
    ...HISTOGRAM_MARGINS,
    height: 260,
    x: {
      domain: [0, bins],
      label: '|yaw|, from straight ahead to a side',
      ticks: Array.from({ length: Math.floor(bins / 2) + 1 }, (_, i) => 2 * i),
      tickFormat: (bin: number) => (bin * width).toFixed(2),
    },
    y: { domain: [0, most], label: 'faces', ticks: 5, nice: true },
    marks: [
      gridY({ strokeOpacity: 0.15, ticks: 5 }),
      ...(chosen === undefined
        ? []
        : [
            rectY([{ from: chosen, to: chosen + 1, count: most }], {
              ...own,
              fill: 'currentColor',
              fillOpacity: 0.12,
            }),
          ]),
      rectY(bars(before, 0.12, 0.49), { ...own, fill: BEFORE }),
      rectY(bars(after, 0.51, 0.88), { ...own, fill: AFTER }),
      ruleY([0]),
      ruleX([0]),
    ],
  }
}
