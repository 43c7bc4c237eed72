import type { Point } from '../geometry/point.ts'
import type { Vector3 } from './mean-face.ts'

/** Perspective camera without distortion and with square pixels. */
export interface Camera {
  /** Focal length in pixels. */
  readonly focalLength: number
  /** Intersection of the camera's axis with the image, in pixels. */
  readonly principalPoint: Point
}

/**
 * Creates the camera assumed for an image without calibration: the focal length is the longer side (a field of view
 * of 53 degrees) and the principal point is the image's centre. Webcams have 55 to 80 degrees. A focal length wrong by
 * a fifth changes the angles of a centred face by 0.3 degrees in the mean and 1.4 at most if it is 120 of 640 px wide,
 * by twice that at 240; those of a face 175 px off centre by 2.4 and 8, but relative to the line to the camera
 * (`computeAnglesToCamera`) only by 0.5 and 3.
 * @throws RangeError if a side is not above 0.
 */
export function assumeCamera(width: number, height: number): Camera {
  if (!(width > 0 && height > 0 && width + height < Infinity)) {
    throw new RangeError(`an image of ${width} x ${height} pixels has no camera`)
  }
  return { focalLength: Math.max(width, height), principalPoint: [width / 2, height / 2] }
}

/**
 * Projects a point in the camera's coordinates (x right, y down, z along the axis, any unit) into the image;
 * undefined if it is not in front of the camera.
 */
export function projectPoint(
  { focalLength, principalPoint: [cx, cy] }: Camera,
  [x, y, z]: Vector3,
): Point | undefined {
  if (!(z > 0)) return undefined
  return [cx + (focalLength * x) / z, cy + (focalLength * y) / z]
}
