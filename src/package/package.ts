// Public API of the package.
export { createLandmarker } from '../landmarker/landmarker.ts'
export type { Face, Landmarker, Result, Times } from '../landmarker/landmarker.ts'
export type { CascadeOptions, DetectOptions, LandmarkerOptions } from '../landmarker/options.ts'
export { LandmarkerError, type LandmarkerErrorCode } from '../landmarker/errors.ts'
export { SMOOTHING, type Smoothing } from '../landmarker/tracking/one-euro.ts'
export { VARIANTS } from '../landmarker/models/bundled-variants.ts'
export type { VariantFiles, WeightsSource, WeightsSources } from '../landmarker/models/variant-source.ts'
export type { BackendChoice, BackendName, Restart } from '../landmarker/backend/backends.ts'
export type { CascadeTimes, FaceLandmarks, SearchRange, StageResult } from '../landmarker/result.ts'
export { CONFIDENCE_RADIUS } from '../landmarker/cascade/confidence.ts'
export type { Frame, ImageSource, LandmarkerSource } from '../landmarker/source.ts'
export type { TrackedFace } from '../landmarker/tracking/tracker.ts'
export type { ClipOptions, ClipResult, ClipTracking } from '../landmarker/tracking/clip-tracking.ts'
export type { TrackOptions, TrackResult, TrackTimes } from '../landmarker/tracking/tracking.ts'
export type { ProgressCallback } from '../landmarker/worker/rpc.ts'
export type { Crop } from '../geometry/crop.ts'
export type { Point } from '../geometry/point.ts'
export type { Detection, Square } from '../geometry/square.ts'
export type { TunedLayer } from '../landmarker/models/tuned-layer.ts'
export type { DenseWeights } from '../networks/dense.ts'
export type { LayerActivations, LayerMaps, PointPaths, StageCrop } from '../landmarker/inside.ts'
export type { LayerShape } from '../networks/layer-shape.ts'
// Head pose.
export { estimateHeadPose, type HeadPose, type HeadPoseOptions } from '../pose/head-pose.ts'
export { assumeCamera, projectPoint, type Camera } from '../pose/camera.ts'
export { computeAnglesToCamera } from '../pose/angles-to-camera.ts'
export { projectAxes, AXIS_LENGTH_CM, type ProjectedAxes } from '../pose/axes.ts'
export { fromAngles, toAngles, type Angles, type Rotation } from '../pose/rotation.ts'
export { MEAN_FACE, type Vector3 } from '../pose/mean-face.ts'
export type { RigidPose } from '../pose/initial-pose.ts'
// Measures of eyes, brows and mouth.
export { measureFace, type FaceMeasures, type Sides } from '../measures/face-measures.ts'
export {
  BlinkDetector,
  DEFAULT_BLINK_OPTIONS,
  type Blink,
  type BlinkOptions,
} from '../measures/blink-detector.ts'
// Drawing.
export { drawLandmarks, type DrawOptions } from './draw-landmarks.ts'
