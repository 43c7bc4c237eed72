import { MEAN_FACE } from 'wingmark'

/** The mean face seen from the front, bent a little: four points of a symmetric face can lie on one circle. */
const FLAT = MEAN_FACE.map(([x, y], i) => [x + 1e-5 * i * i, y])
/** Corners of the triangles: eyes, lips and every second other landmark. Fewer triangles are drawn faster. */
const CORNERS = FLAT.map((_, i) => i).filter((i) => i % 2 === 0 || (i > 35 && i < 60))
/** Delaunay's triangles have no other point in the circle through their corners. */
function isFree(ids) {
  const [[ax, ay], [bx, by], [cx, cy]] = ids.map((i) => FLAT[i])
  const [px, py, qx, qy] = [bx - ax, by - ay, cx - ax, cy - ay]
  const [p, q, d] = [px * px + py * py, qx * qx + qy * qy, 2 * (px * qy - py * qx)]
  const [x, y] = [(qy * p - py * q) / d, (px * q - qx * p) / d]
  const isOutside = ([u, v]) => Math.hypot(u - ax - x, v - ay - y) > Math.hypot(x, y)
  return CORNERS.every((i) => ids.includes(i) || isOutside(FLAT[i]))
}
const TRIPLES = CORNERS.flatMap((a) => CORNERS.flatMap((b) => CORNERS.map((c) => [a, b, c])))
const TRIANGLES = TRIPLES.filter(([a, b, c]) => a < b && b < c && isFree([a, b, c]))
const frame = ([[ax, ay], [bx, by], [cx, cy]]) => new DOMMatrix([bx - ax, by - ay, cx - ax, cy - ay, ax, ay])
/** Affine map of the triangle with these corners from one face to another. */
const map = (corners, from, to) =>
  frame(corners.map((i) => to[i])).multiply(frame(corners.map((i) => from[i])).inverse())

/** Swaps the two largest faces, each triangle of one drawn into that of the other. */
export function start(context) {
  const create = () => new OffscreenCanvas(1, 1).getContext('2d', { colorSpace: 'srgb' })
  const [picture, layer] = [create(), create()]
  const fade = layer.createRadialGradient(0, 2, 4.6, 0, 2, 7.1)
  for (const [at, colour] of ['#000', '#0000'].entries()) fade.addColorStop(at, colour)

  const draw = (from, to) => {
    // A layer no larger than the face: fewer pixels to fade and to draw.
    const [xs, ys] = [0, 1].map((k) => to.map((point) => point[k]))
    const [left, top] = [xs, ys].map((values) => Math.floor(Math.min(...values)) - 1)
    Object.assign(layer.canvas, { width: Math.max(...xs) - left + 2, height: Math.max(...ys) - top + 2 })
    layer.translate(-left, -top)
    const pattern = (layer.fillStyle = layer.createPattern(picture.canvas, 'no-repeat'))
    for (const corners of TRIANGLES) {
      layer.beginPath()
      const [x, y] = [0, 1].map((k) => corners.reduce((sum, i) => sum + to[i][k] / 3, 0))
      // Most of a pixel larger to each side, or seams show.
      for (const [u, v] of corners.map((i) => to[i]))
        layer.lineTo(u + 0.8 * Math.sign(u - x), v + 0.8 * Math.sign(v - y))
      pattern.setTransform(map(corners, from, to))
      layer.fill()
    }
    // Fades out towards the jaw, whose ends and chin place the mean face.
    layer.setTransform(layer.getTransform().multiply(map([0, 8, 16], FLAT, to)))
    Object.assign(layer, { globalCompositeOperation: 'destination-in', fillStyle: fade })
    layer.fillRect(-99, -99, 198, 198)
    context.drawImage(layer.canvas, left, top)
  }

  return ({ faces: [first, second] }) => {
    if (!second) return first && 'This effect needs two faces. Bring a friend, or try the sample photo.'
    Object.assign(picture.canvas, { width: context.canvas.width, height: context.canvas.height })
    picture.drawImage(context.canvas, 0, 0)
    draw(first.landmarks, second.landmarks)
    draw(second.landmarks, first.landmarks)
  }
}
