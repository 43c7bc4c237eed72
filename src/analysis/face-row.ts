import type { Point } from '../geometry/point.ts'
import type { FaceLandmarks } from '../landmarker/result.ts'
import { measureFace } from '../measures/face-measures.ts'
import type { Camera } from '../pose/camera.ts'
import { estimateHeadPose, type HeadPose } from '../pose/head-pose.ts'
import { toOpenFaceAngles } from './openface-angles.ts'

/** Head pose in OpenFace's units, and our angles in degrees (signs as in `HeadPose`). */
export interface RowPose {
  /** Position of the head in millimetres: x to the right, y down, z away from the camera. */
  readonly translation: readonly [number, number, number]
  /** Radians about x, y and z, see `toOpenFaceAngles`. */
  readonly openFaceAngles: readonly [number, number, number]
  readonly yaw: number
  readonly pitch: number
  readonly roll: number
}

/** Measures of eyes and mouth; left and right are those of the picture. Undefined values could not be measured. */
export interface RowMeasures {
  readonly eyeAspectRatioLeft: number
  readonly eyeAspectRatioRight: number
  readonly mouthAspectRatio: number
}

/** Face of a row: numbers only, packed, as a clip of an hour has 100,000 of them. */
export interface RowFace {
  /** x of the 68 landmarks, then y, in pixels of the frame. */
  readonly coordinates: Float32Array
  /** Confidence of each landmark, 0 to 1; undefined if the variant predicts none. */
  readonly confidences: Float32Array | undefined
  /** Probability that there is a face; undefined if the variant does not predict it. */
  readonly presence: number | undefined
  readonly pose: RowPose | undefined
  readonly measures: RowMeasures | undefined
}

/** Row of a table: one face in one frame, or a frame without a face. */
export interface FaceRow {
  /** Number of the frame, from 1. */
  readonly frame: number
  /** Number of the face, from 0 and constant over the frames; 0 without a face. */
  readonly faceId: number
  readonly timestampSeconds: number
  readonly face: RowFace | undefined
}

/** Face found in a frame, by one variant. */
export type AnalysedFace = Pick<FaceLandmarks, 'landmarks' | 'presence' | 'confidence'>

const MILLIMETRES_PER_CM = 10

function packCoordinates(landmarks: readonly Point[]): Float32Array {
  return Float32Array.from([...landmarks.map(([x]) => x), ...landmarks.map(([, y]) => y)])
}

/** Gets the landmarks of a row's face. */
export function unpackLandmarks({ coordinates }: RowFace): Point[] {
  const count = coordinates.length / 2
  return Array.from({ length: count }, (_, i): Point => [coordinates[i]!, coordinates[count + i]!])
}

function toRowPose(pose: HeadPose): RowPose {
  const [x, y, z] = pose.translation
  const { yaw, pitch, roll } = pose
  return {
    translation: [x * MILLIMETRES_PER_CM, y * MILLIMETRES_PER_CM, z * MILLIMETRES_PER_CM],
    openFaceAngles: toOpenFaceAngles(pose.rotation),
    yaw,
    pitch,
    roll,
  }
}

function toRowMeasures(landmarks: readonly Point[]): RowMeasures | undefined {
  const measures = measureFace(landmarks)
  if (!measures) return undefined
  const { eyeAspectRatio, mouthAspectRatio } = measures
  return {
    eyeAspectRatioLeft: eyeAspectRatio.left,
    eyeAspectRatioRight: eyeAspectRatio.right,
    mouthAspectRatio,
  }
}

/**
 * Measures a face for its row. `start` is the pose of the same head in the frame before; returns the pose found, to
 * start the next frame's from.
 */
export function measureRowFace(
  { landmarks, presence, confidence }: AnalysedFace,
  camera: Camera,
  start?: HeadPose,
): { readonly face: RowFace; readonly pose: HeadPose | undefined } {
  const pose = estimateHeadPose(landmarks, camera, { weights: confidence, start })
  const face: RowFace = {
    coordinates: packCoordinates(landmarks),
    confidences: confidence && Float32Array.from(confidence),
    presence,
    pose: pose && toRowPose(pose),
    measures: toRowMeasures(landmarks),
  }
  return { face, pose }
}
