/** Encodes whole numbers from -32768 to 32767 as base64, two bytes each, the lower one first. */
export function encodeNumbers(values: readonly number[]): string {
  const bytes = values.flatMap((value) => {
    if (!Number.isInteger(value) || value < -32_768 || value > 32_767)
      throw new RangeError(`${value} does not fit into two bytes`)
    return [value & 255, (value >> 8) & 255]
  })
  return btoa(bytes.map((byte) => String.fromCharCode(byte)).join(''))
}

/** Decodes what `encodeNumbers` wrote. */
export function decodeNumbers(text: string): number[] {
  const bytes = atob(text)
  return Array.from({ length: bytes.length / 2 }, (_, i) => {
    const value = bytes.charCodeAt(2 * i) | (bytes.charCodeAt(2 * i + 1) << 8)
    return value > 32_767 ? value - 65_536 : value
  })
}
