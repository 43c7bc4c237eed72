import { SRGB } from '../../../landmarker/srgb.ts'
import { HISTORY_S, type MeasureName, type MeasureSample } from './measure-history.ts'

/** Line of a plot. */
export interface PlottedLine {
  readonly name: MeasureName
  readonly colour: string
}

/**
 * Draws measures over time on a canvas of any size: the present on the right, values outside `range` at its edge. A
 * frame without a face interrupts the lines.
 */
export function drawMeasures(
  canvas: HTMLCanvasElement,
  samples: readonly MeasureSample[],
  lines: readonly PlottedLine[],
  [low, high]: readonly [number, number],
  gridColour: string,
): void {
  const context = canvas.getContext('2d', SRGB)
  if (!context) return
  const { width, height } = canvas
  const unit = devicePixelRatio
  const now = samples.at(-1)?.time ?? 0
  const toX = (time: number) => width * (1 - (now - time) / HISTORY_S)
  const toY = (value: number) => {
    const share = (Math.min(high, Math.max(low, value)) - low) / (high - low)
    return height - unit - share * (height - 2 * unit)
  }
  context.clearRect(0, 0, width, height)
  context.strokeStyle = gridColour
  context.lineWidth = unit
  context.beginPath()
  // The zero of angles is in the middle, that of ratios at the bottom.
  context.moveTo(0, toY(0))
  context.lineTo(width, toY(0))
  context.stroke()
  context.lineWidth = 1.5 * unit
  context.lineJoin = 'round'
  for (const { name, colour } of lines) {
    context.strokeStyle = colour
    context.beginPath()
    let isInterrupted = true
    for (const { time, values } of samples) {
      const value = values?.[name]
      if (value === undefined) isInterrupted = true
      else if (isInterrupted) {
        context.moveTo(toX(time), toY(value))
        isInterrupted = false
      } else context.lineTo(toX(time), toY(value))
    }
    context.stroke()
  }
}
