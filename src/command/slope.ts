/** Slope of a straight line through measurements, and its standard error. */
export interface Slope {
  readonly slope: number
  readonly error: number
}

/** Fits the slope by least squares. @throws RangeError for fewer than three points. */
export function fitSlope(points: readonly (readonly [number, number])[]): Slope {
  const n = points.length
  if (n < 3) throw new RangeError('a slope and its error need three points')
  const mx = points.reduce((sum, [x]) => sum + x, 0) / n
  const my = points.reduce((sum, [, y]) => sum + y, 0) / n
  const sxx = points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0)
  const slope = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) / sxx
  const squares = points.reduce((sum, [x, y]) => sum + (y - my - slope * (x - mx)) ** 2, 0)
  return { slope, error: Math.sqrt(squares / (n - 2) / sxx) }
}
