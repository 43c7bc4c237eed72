import { assumeCamera, estimateHeadPose, projectPoint } from 'wingmark'

// In centimetres on the mean face: x to the right of the picture, y down, z away from the camera.
const LEFT_AND_RIGHT = [-1, 1]
const surface = (x) => -5.3 + 0.045 * x * x
/** Rim of a lens: an ellipse with fuller corners. */
const rim = (side) =>
  Array.from({ length: 48 }, (_, i) => {
    const [dx, dy] = [Math.cos, Math.sin].map((wave) => wave((i * Math.PI) / 24))
    const x = side * 3.2 + 2.5 * Math.sign(dx) * Math.abs(dx) ** 0.75
    return [x, -2.3 + 1.9 * Math.sign(dy) * Math.abs(dy) ** 0.75, surface(x)]
  })
const RIMS = LEFT_AND_RIGHT.map(rim)
const BRIDGE = [-0.8, -0.4, 0, 0.4, 0.8].map((x) => [x, -2.9 - 0.5 * Math.cos(x * 1.9), surface(0) - 0.9])
const TEMPLE = [5.7, 7.8].map((x, i) => [x, -2.9, i ? 1.5 : surface(x)])
/** Direction outwards of a temple, which is hidden by the head where it points away from the camera. */
const outwards = (side) => [side * 5.3, 0, -2.1]

const rotate = (rotation, [x, y, z]) => rotation.map((row) => row[0] * x + row[1] * y + row[2] * z)

/** Glasses that sit where the pose of the head says. */
export function start(context) {
  let poses = new Map()
  return ({ faces }) => {
    const camera = assumeCamera(context.canvas.width, context.canvas.height)
    const estimate = ({ id, landmarks, confidence }) =>
      estimateHeadPose(landmarks, camera, { weights: confidence, start: poses.get(id) })
    poses = new Map(faces.map((face) => [face.id, estimate(face)]).filter(([, pose]) => pose))
    for (const { rotation, translation } of poses.values()) {
      const trace = (points, close) => {
        const path = new Path2D()
        for (const point of points) {
          const [x, y] =
            projectPoint(
              camera,
              rotate(rotation, point).map((v, i) => v + translation[i]),
            ) ?? []
          if (x !== undefined) path.lineTo(x, y)
        }
        if (close) path.closePath()
        return path
      }
      const isSeen = (side) =>
        rotate(rotation, outwards(side)).reduce((sum, v, i) => sum + v * translation[i], 0) < 0
      context.lineCap = context.lineJoin = 'round'
      context.lineWidth = (0.42 * camera.focalLength) / translation[2]
      context.strokeStyle = '#16181d'
      context.fillStyle = 'rgb(20 45 70 / 55%)'
      for (const side of LEFT_AND_RIGHT)
        if (isSeen(side)) context.stroke(trace(TEMPLE.map(([x, ...rest]) => [side * x, ...rest])))
      for (const points of RIMS) {
        context.fill(trace(points, true))
        context.stroke(trace(points, true))
      }
      context.stroke(trace(BRIDGE))
    }
  }
}
