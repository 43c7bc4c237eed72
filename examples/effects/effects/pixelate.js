/** Squares across a face, and across a picture in which no face was found. */
const FACE_SQUARES = 9
const PICTURE_SQUARES = 24

/** Box around a face with its forehead, which has no landmarks, and some more. */
function surround({ landmarks }) {
  const [[left, right], [top, bottom]] = [0, 1].map((k) => {
    const values = landmarks.map((point) => point[k])
    return [Math.min(...values), Math.max(...values)]
  })
  const [width, height] = [right - left, bottom - top]
  return { x: left - 0.15 * width, y: top - 0.5 * height, width: 1.3 * width, height: 1.65 * height }
}

/** Hides who is in the picture. Where no face is found there may be one, so the whole picture is hidden. */
export function start(context) {
  const small = new OffscreenCanvas(1, 1).getContext('2d', { colorSpace: 'srgb' })

  const pixelate = ({ x, y, width, height }, squares) => {
    const rows = Math.max(1, Math.round((squares * height) / width))
    Object.assign(small.canvas, { width: squares, height: rows })
    small.imageSmoothingQuality = 'high'
    small.drawImage(context.canvas, x, y, width, height, 0, 0, squares, rows)
    context.imageSmoothingEnabled = false
    context.drawImage(small.canvas, 0, 0, squares, rows, x, y, width, height)
  }

  return ({ faces }) => {
    for (const face of faces) {
      const box = surround(face)
      context.save()
      context.beginPath()
      const [a, b] = [box.width / 2, box.height / 2]
      context.ellipse(box.x + a, box.y + b, a, b, 0, 0, 2 * Math.PI)
      context.clip()
      pixelate(box, FACE_SQUARES)
      context.restore()
    }
    if (faces.length > 0) return undefined
    pixelate({ x: 0, y: 0, width: context.canvas.width, height: context.canvas.height }, PICTURE_SQUARES)
    return 'No face found, so the whole picture is hidden.'
  }
}
