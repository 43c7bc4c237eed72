import { gridY, line, rectY, ruleX, ruleY, type PlotOptions, type RenderFunction } from '@observablehq/plot'
import { deformMean, type Balance, type ShapeSpace } from '../../../evaluation/shape-space.ts'
import type { Shape } from '../../../evaluation/procrustes.ts'
import { getColour } from '../../ui/colours.ts'
import { CONTOURS } from '../../../geometry/contours.ts'
import { formatNumber } from '../../ui/format.ts'
import { TEXT } from '../../ui/text.ts'

export const BEFORE = getColour('before')
export const AFTER = getColour('after')

/**
 * Largest number of shapes in the cloud: enough to show the spread, few enough to redraw while a slider
 * moves.
 */
const MAX_CLOUD_SHAPES = 150
/** Plot domain: holds a shape at three deviations; shapes have norm 1. */
export const SHAPE_DOMAIN = { x: [-0.27, 0.27], y: [0.23, -0.21] } as const
export const SHAPE_MARGIN_PX = 4

/** Converts a shape to the points of its contour lines. */
function toContourLines(shape: Shape): { x: number; y: number; contour: string }[] {
  return CONTOURS.flatMap(({ name, landmarks, closed }) =>
    [...landmarks, ...(closed ? [landmarks[0]!] : [])].map((i) => ({
      x: shape[i]![0],
      y: shape[i]![1],
      contour: name,
    })),
  )
}

/**
 * Creates a mark that draws the landmarks of many shapes in one SVG path: thousands of elements would be
 * slow.
 */
function createCloud({ faces, getShape: shape }: ShapeSpace): RenderFunction {
  const every = Math.max(1, Math.ceil(faces / MAX_CLOUD_SHAPES))
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

/** Plot of the shapes as a cloud, their mean, and the shape at the given deviations. */
export function createShapePlot(space: ShapeSpace, deviations: readonly number[]): PlotOptions {
  const drawn = { x: 'x', y: 'y', z: 'contour', clip: true } as const
  const bent = deviations.some((amount) => amount !== 0)
  return {
    aspectRatio: 1,
    margin: SHAPE_MARGIN_PX,
    x: { domain: SHAPE_DOMAIN.x, axis: null },
    y: { domain: SHAPE_DOMAIN.y, axis: null },
    marks: [
      createCloud(space),
      line(toContourLines(space.mean), { ...drawn, stroke: 'currentColor', strokeOpacity: bent ? 0.35 : 1 }),
      ...(bent
        ? [line(toContourLines(deformMean(space, deviations)), { ...drawn, stroke: AFTER, strokeWidth: 2.5 })]
        : []),
    ],
  }
}

/** Plot margins in pixels; the buttons laid over the histogram use them too. */
export const HISTOGRAM_MARGINS = { marginLeft: 44, marginRight: 12 } as const

/** Plot of the number of faces per bin, before and after balancing. */
export function createHistogramPlot(
  { before, after, width }: Balance,
  chosen: number | undefined,
): PlotOptions {
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
      label: TEXT.balancing.yawAxis,
      ticks: Array.from({ length: Math.floor(bins / 2) + 1 }, (_, i) => 2 * i),
      tickFormat: (bin: number) => formatNumber(bin * width, 2),
    },
    y: { domain: [0, most], label: TEXT.balancing.facesAxis, ticks: 5, nice: true },
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
