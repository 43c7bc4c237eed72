/** No photo has as many pixels a side. Points farther out would spoil every sum that they go into. */
const MAX_COORDINATE_PX = 1e6

/** What is wrong with coordinates in pixels, in a sentence; undefined if they can be those of a photo. */
export function describeInvalidCoordinates(coordinates: readonly number[]): string | undefined {
  if (!coordinates.every(Number.isFinite)) return 'a coordinate is not a number'
  if (coordinates.some((value) => Math.abs(value) > MAX_COORDINATE_PX))
    return 'a coordinate is outside of any photo'
  return undefined
}
