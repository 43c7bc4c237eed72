import { HEAT_MAPS_LAYER } from '../../../../networks/layer-shape.ts'
import { formatNumber } from '../../../ui/format.ts'
import { TEXT } from '../../../ui/text.ts'

/** Name of a layer for the visitor. */
export function formatLayerName(name: string): string {
  const { conv, level, decoder, maps } = TEXT.inside.layers
  if (name === HEAT_MAPS_LAYER) return maps
  const number = Number(/\d+$/.exec(name)?.[0])
  if (name.startsWith('conv')) return conv(number)
  return name.startsWith('level') ? level(number) : decoder(number)
}

/** Formats a value of any size with two digits. */
export function formatValue(value: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  return formatNumber(value, Math.max(0, Math.min(4, 1 - Math.floor(Math.log10(size)))))
}

/** Formats the range of some values. */
export function formatRange([low, high]: readonly [number, number]): string {
  return TEXT.inside.range(formatValue(low), formatValue(high))
}

/** Formats the range of a heat map, whose values are probabilities. */
export function formatProbabilities([low, high]: readonly [number, number]): string {
  const percent = (value: number) => TEXT.inside.percent(formatValue(100 * value))
  return TEXT.inside.range(low < 5e-5 ? TEXT.inside.percent('0') : percent(low), percent(high))
}
