/** Weights of red, green and blue, and offset: ITU-R BT.601, limited range. */
const Y = [65.738, 129.057, 25.064, 16] as const
const U = [-37.945, -74.494, 112.439, 128] as const
const V = [112.439, -94.154, -18.285, 128] as const

/** Converts RGBA pixels to I420: all of Y, then U and V of every second column and row. Sides are even. */
export function toI420({ data, width, height }: Pick<ImageData, 'data' | 'width' | 'height'>): Uint8Array {
  const size = width * height
  const bytes = new Uint8Array((size * 3) / 2)
  const mix = ([r, g, b, plus]: typeof Y | typeof U | typeof V, at: number) =>
    plus + (r * data[at]! + g * data[at + 1]! + b * data[at + 2]!) / 256
  for (let i = 0; i < size; i++) bytes[i] = Math.round(mix(Y, 4 * i))
  let to = size
  for (const weights of [U, V]) {
    for (let y = 0; y < height; y += 2) {
      for (let x = 0; x < width; x += 2) {
        const at = 4 * (y * width + x)
        const below = at + 4 * width
        const sum = mix(weights, at) + mix(weights, at + 4) + mix(weights, below) + mix(weights, below + 4)
        bytes[to++] = Math.round(sum / 4)
      }
    }
  }
  return bytes
}
