import type { Vector3 } from './mean-face.ts'

/** Rotation matrix, row-major. */
export type Rotation = readonly [Vector3, Vector3, Vector3]

/** Angles of a head in degrees; signs and order as in `toAngles`. */
export interface Angles {
  readonly yaw: number
  readonly pitch: number
  readonly roll: number
}

const DEGREES = 180 / Math.PI

const dot = (p: Vector3, q: Vector3) => p[0] * q[0] + p[1] * q[1] + p[2] * q[2]

/** Rotates a vector. */
export function rotateVector(rotation: Rotation, vector: Vector3): Vector3 {
  return [dot(rotation[0], vector), dot(rotation[1], vector), dot(rotation[2], vector)]
}

/** Multiplies two rotations: the result applies `second` first, then `first`. */
export function multiplyRotations(first: Rotation, second: Rotation): Rotation {
  const columns: Rotation = [
    [second[0][0], second[1][0], second[2][0]],
    [second[0][1], second[1][1], second[2][1]],
    [second[0][2], second[1][2], second[2][2]],
  ]
  return [rotateVector(columns, first[0]), rotateVector(columns, first[1]), rotateVector(columns, first[2])]
}

/** Converts a rotation vector (axis times angle in radians) to a rotation matrix (Rodrigues' formula). */
export function toRotation([x, y, z]: Vector3): Rotation {
  const angle = Math.hypot(x, y, z)
  const s = angle > 1e-8 ? Math.sin(angle) / angle : 1
  const c = angle > 1e-4 ? (1 - Math.cos(angle)) / angle ** 2 : 0.5
  return [
    [1 - c * (y * y + z * z), c * x * y - s * z, c * x * z + s * y],
    [c * x * y + s * z, 1 - c * (x * x + z * z), c * y * z - s * x],
    [c * x * z - s * y, c * y * z + s * x, 1 - c * (x * x + y * y)],
  ]
}

/**
 * Converts a head's angles to its rotation Rz(roll) Ry(-yaw) Rx(-pitch), which applies pitch first, then yaw, then roll,
 * about the camera's axes (x right, y down, z away).
 */
export function fromAngles({ yaw, pitch, roll }: Angles): Rotation {
  const about = (axis: 0 | 1 | 2, degrees: number): Rotation => {
    const vector: [number, number, number] = [0, 0, 0]
    vector[axis] = degrees / DEGREES
    return toRotation(vector)
  }
  return multiplyRotations(multiplyRotations(about(2, roll), about(1, -yaw)), about(0, -pitch))
}

/**
 * Converts a head's rotation to its angles, all 0 for a face parallel to the image. Positive yaw looks to the right of the
 * picture (the nose moves right; the person's own left), positive pitch looks up, positive roll tilts the head
 * clockwise on screen. Yaw is within ±90 degrees, pitch and roll within ±180. Inverse of `fromAngles`.
 */
export function toAngles(rotation: Rotation): Angles {
  const [[r00], [r10], [r20, r21, r22]] = rotation
  return {
    yaw: Math.asin(Math.min(1, Math.max(-1, r20))) * DEGREES,
    // Without the "+ 0" a face that looks straight ahead has -0.
    pitch: -Math.atan2(r21, r22) * DEGREES + 0,
    roll: Math.atan2(r10, r00) * DEGREES,
  }
}
