import { assumeCamera, estimateHeadPose, projectPoint } from 'wingmark'

// Half a carnival mask in centimetres on the mean face, x to the side and y down; the other half mirrors it.
const pair = (xs, ys) => xs.map((x, i) => [x, ys[i]])
const EDGE = pair(
  [0, 1.6, 4.2, 6.4, 9.4, 8, 7.2, 5.4, 3, 1.7, 1.2, 0],
  [-4.9, -6.3, -6.6, -7.2, -8.4, -5, -1.8, -0.1, -0.2, 0.3, 1, 0.6],
)
const GEMS = pair([0, 2.4, 4.6, 6.6], [-4.1, -5.2, -5.5, -5.8])
const EYE = Array.from({ length: 24 }, (_, i) => (i * Math.PI) / 12).map((angle) => [
  3.2 + 1.75 * Math.cos(angle),
  -2.65 - 0.25 * Math.cos(angle) + 0.95 * Math.sin(angle),
])
const mirror = (points) => points.map(([x, y]) => [-x, y]).reverse()
const OUTLINE = [...EDGE, ...mirror(EDGE.slice(1, -1))]
/** Depth of the mask: round like the face, higher along the nose. */
const depth = (x, y) => -4.9 + 0.06 * x * x - Math.max(0, 1.5 + 0.4 * y) * Math.exp(-1.2 * x * x)

/** Carnival mask that turns with the head; the eyes look through. */
export function start(context) {
  return ({ faces }) => {
    const camera = assumeCamera(context.canvas.width, context.canvas.height)
    for (const { landmarks, confidence } of faces) {
      const pose = estimateHeadPose(landmarks, camera, { weights: confidence })
      if (!pose) continue
      const place = ([x, y]) => {
        const turned = pose.rotation.map((row) => row[0] * x + row[1] * y + row[2] * depth(x, y))
        return (
          projectPoint(
            camera,
            turned.map((v, i) => v + pose.translation[i]),
          ) ?? [0, 0]
        )
      }
      const mask = new Path2D()
      for (const outline of [OUTLINE, EYE, mirror(EYE)]) {
        const points = outline.map(place)
        // Curves from middle to middle of the edges, bent towards the corners.
        const middles = points.map(([x, y], i) => [x, y].map((v, k) => (v + points.at(i - 1)[k]) / 2))
        mask.moveTo(...middles[0])
        points.forEach((point, i) => mask.quadraticCurveTo(...point, ...middles[(i + 1) % points.length]))
        mask.closePath()
      }
      const size = camera.focalLength / pose.translation[2]
      const colours = context.createLinearGradient(...place([-7, -6]), ...place([7, 0]))
      for (const [at, colour] of ['#4b0f5c', '#a3195b', '#4b0f5c'].entries())
        colours.addColorStop(at / 2, colour)
      Object.assign(context, { fillStyle: colours, strokeStyle: '#f2c14e', lineWidth: 0.2 * size })
      context.fill(mask, 'evenodd')
      context.stroke(mask)
      context.fillStyle = '#f2c14e'
      for (const gem of [...GEMS, ...mirror(GEMS.slice(1))]) {
        context.beginPath()
        context.arc(...place(gem), 0.24 * size, 0, 2 * Math.PI)
        context.fill()
      }
    }
  }
}
