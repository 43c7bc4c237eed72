import { drawLine, drawText, INK, type Position } from './svg.ts'

/** Place of a chart in a picture, and the values that its axes reach from and to. */
interface ChartOptions {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly x: readonly [number, number]
  readonly y: readonly [number, number]
}

/** Axes of numbers in a picture. */
export class Chart {
  readonly #place: ChartOptions

  constructor(place: ChartOptions) {
    this.#place = place
  }

  /** Gives the position of a value in the picture. */
  at(x: number, y: number): Position {
    const { left, top, width, height, x: xs, y: ys } = this.#place
    return [
      left + ((x - xs[0]) / (xs[1] - xs[0])) * width,
      top + height - ((y - ys[0]) / (ys[1] - ys[0])) * height,
    ]
  }

  /** Draws grid lines with their values, and the names of the axes. */
  drawAxes(xTicks: readonly number[], yTicks: readonly number[], names: readonly [string, string]): string[] {
    const { left, top, width, height, x, y } = this.#place
    const grid = { stroke: INK.grid, width: 1 }
    return [
      ...xTicks.flatMap((value) => [
        drawLine([this.at(value, y[0]), this.at(value, y[1])], grid),
        drawText(String(value), [this.at(value, y[0])[0], top + height + 18], { anchor: 'middle', size: 13 }),
      ]),
      ...yTicks.flatMap((value) => [
        drawLine([this.at(x[0], value), this.at(x[1], value)], grid),
        drawText(String(value), [left - 8, this.at(x[0], value)[1] + 4], { anchor: 'end', size: 13 }),
      ]),
      drawText(names[0], [left + width, top + height + 38], { anchor: 'end' }),
      drawText(names[1], [left - 30, top - 12]),
    ]
  }

  /** Draws a function over the horizontal axis; where it leaves the chart the line ends. */
  drawFunction(value: (x: number) => number, stroke: string, dash = ''): string {
    const { x, y, width } = this.#place
    const lines: Position[][] = [[]]
    for (let pixel = 0; pixel <= width; pixel += 2) {
      const at = x[0] + (pixel / width) * (x[1] - x[0])
      const found = value(at)
      if (found >= y[0] && found <= y[1]) lines[lines.length - 1]!.push(this.at(at, found))
      else if (lines[lines.length - 1]!.length > 0) lines.push([])
    }
    return lines
      .filter((line) => line.length > 1)
      .map((line) => drawLine(line, { stroke, dash, width: 2.5 }))
      .join('')
  }
}
