import type { Rotation } from '../pose/rotation.ts'

/**
 * Computes a head's angles in radians as OpenFace writes them, [pose_Rx, pose_Ry, pose_Rz]: those of the rotation
 * Rx(pitch) Ry(yaw) Rz(roll) about the camera's axes (x right, y down, z away). A positive pitch looks down, a positive
 * yaw to the left of the picture, and a positive roll tilts clockwise on screen. Formula: OpenFace's
 * RotationMatrix2Euler, written without its quaternion.
 */
export function toOpenFaceAngles(rotation: Rotation): [pitch: number, yaw: number, roll: number] {
  const [[r00, r01, r02], [, , r12], [, , r22]] = rotation
  return [Math.atan2(-r12, r22), Math.asin(Math.min(1, Math.max(-1, r02))), Math.atan2(-r01, r00)]
}
