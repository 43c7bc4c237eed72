// Entry point `wingmark/metrics`: what needs no browser and no networks.
export { computeNme, computeInterOcular, computeInterPupil } from '../evaluation/nme.ts'
export { computeAuc, computeCed, computeFailureRate } from '../evaluation/ced.ts'
export { parsePts, parsePtsPoints } from '../evaluation/pts.ts'
export { FormatError } from '../evaluation/format-error.ts'
export { alignShape, computeProcrustes, normalizeShape, type Shape } from '../evaluation/procrustes.ts'
export { fitSimilarity } from '../geometry/similarity.ts'
export type { Point } from '../geometry/point.ts'
export { CONTOURS, type Contour } from '../geometry/contours.ts'
export { estimateHeadPose, type HeadPose, type HeadPoseOptions } from '../pose/head-pose.ts'
export { assumeCamera, projectPoint, type Camera } from '../pose/camera.ts'
export { computeAnglesToCamera } from '../pose/angles-to-camera.ts'
export { fromAngles, toAngles, type Angles, type Rotation } from '../pose/rotation.ts'
export { measureFace, type FaceMeasures, type Sides } from '../measures/face-measures.ts'
export {
  BlinkDetector,
  DEFAULT_BLINK_OPTIONS,
  type Blink,
  type BlinkOptions,
} from '../measures/blink-detector.ts'
