import jpeg from 'jpeg-js'

/** Image as pixels: red, green, blue and alpha of each, row by row. */
interface Pixels {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
}

/** Rectangle in pixels. */
interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const QUALITY = 75

/** Makes a JPEG of `width` pixels across from a part of a JPEG, or from all of it. */
export function shrinkJpeg(photo: Uint8Array, width: number, part?: Rectangle): Uint8Array {
  const pixels = jpeg.decode(photo, { useTArray: true })
  const whole = { x: 0, y: 0, width: pixels.width, height: pixels.height }
  return jpeg.encode(shrink(pixels, part ?? whole, width), QUALITY).data
}

/** Scales a part of an image down; each pixel is the mean of those that it covers. */
function shrink({ data, width: stride }: Pixels, part: Rectangle, width: number): Pixels {
  const scale = part.width / width
  const height = Math.round(part.height / scale)
  const shrunk = new Uint8Array(4 * width * height)
  for (let row = 0; row < height; row++) {
    const top = Math.floor(part.y + row * scale)
    const bottom = Math.floor(part.y + (row + 1) * scale)
    for (let column = 0; column < width; column++) {
      const left = Math.floor(part.x + column * scale)
      const right = Math.floor(part.x + (column + 1) * scale)
      for (let channel = 0; channel < 4; channel++) {
        let sum = 0
        for (let y = top; y < bottom; y++) {
          for (let x = left; x < right; x++) sum += data[4 * (y * stride + x) + channel]!
        }
        shrunk[4 * (row * width + column) + channel] = sum / ((bottom - top) * (right - left))
      }
    }
  }
  return { data: shrunk, width, height }
}
