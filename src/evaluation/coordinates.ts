/** Larger than any photo. A point farther out would dominate every mean it goes into. */
const MAX_COORDINATE_PX = 1e6

/** Describes why coordinates in pixels cannot be those of a photo; undefined if they can. */
export function describeInvalidCoordinates(coordinates: readonly number[]): string | undefined {
  if (!coordinates.every(Number.isFinite)) return 'a coordinate is not a number'
  if (coordinates.some((value) => Math.abs(value) > MAX_COORDINATE_PX))
    return 'a coordinate is outside of any photo'
  return undefined
}
