// What the package gives to those who import it.
export { createLandmarker } from './landmarker.ts'
export type {
  CascadeOptions,
  DetectOptions,
  Face,
  Landmarker,
  LandmarkerOptions,
  Result,
  Times,
} from './landmarker.ts'
export { LandmarkerError, type LandmarkerErrorCode } from './errors.ts'
export { SMOOTHING, type Smoothing } from './one-euro.ts'
export { VARIANTS } from './shipped.ts'
export type { BackendChoice, BackendName, Restart } from './backends.ts'
export type { CascadeTimes, Found, Range, StageResult } from './result.ts'
export type { Frame, ImageSource } from './source.ts'
export type { TrackedFace } from './tracker.ts'
export type { TrackOptions, TrackResult, TrackTimes } from './tracking.ts'
export type { Progress } from './rpc.ts'
export type { Crop } from '../geometry/crop.ts'
export type { Point } from '../geometry/point.ts'
export type { Detection, Square } from '../geometry/square.ts'
export type { TunedLayer } from './tuned-layer.ts'
export type { DenseWeights } from '../networks/dense.ts'
