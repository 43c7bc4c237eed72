import constants from '../../models/face.json' with { type: 'json' }
import type { Point } from './point.ts'

/** Input of one network of the cascade. */
export interface StageGeometry {
  readonly name: string
  /** Side of the square input in pixels. */
  readonly input: number
  /** Crop side divided by face side. */
  readonly margin: number
}

/** Position and size of a detector's box relative to the face's square; see `computeDetectionSquare`. */
export interface DetectorGeometry {
  /** Box centre minus face centre along the face's axes, in face sides. */
  readonly offset: Point
  /** Box side divided by face side. */
  readonly size: number
}

/** Mean of the training shapes: upright, centred on its bounding box, whose longer side is 1. */
export const MEAN_SHAPE = constants.meanShape as unknown as readonly Point[]

/**
 * Mean distance of annotations from where a face that is the same on both sides has its landmarks, in sides of the
 * upright face square; the same in a mirrored picture.
 */
export const ANNOTATION_OFFSET = constants.annotationOffset as unknown as readonly Point[]

export const STAGES = constants.stages as unknown as readonly [cnn6: StageGeometry, cnn7: StageGeometry]

/** Networks are given (v - offset) / scale for a pixel value v in 0..255. */
export const PIXEL_NORMALISATION = constants.pixel

export const DETECTOR_GEOMETRY = constants.detector as unknown as Readonly<
  Record<'short' | 'full', DetectorGeometry>
>

/** Landmark permutation for mirroring: landmark i of the mirrored face is landmark MIRRORED_LANDMARKS[i]. */
export const MIRRORED_LANDMARKS: readonly number[] = constants.flip

export const LANDMARK_COUNT = constants.landmarks

/** Share of the crop that a heat map covers, and the smallest variance of its peak that is meaningful. */
export const HEAT_MAP = constants.heatMap

type LandmarkPair = readonly [number, number]

/** Landmark pairs (upper, lower) of lids and inner lips, and the ratios at which they count as closed or open. */
export const OPENINGS = constants.openings as unknown as {
  /** Two pairs per eye, the eye on the left of the picture first. */
  readonly lids: readonly [LandmarkPair, LandmarkPair, LandmarkPair, LandmarkPair]
  readonly eyeCorners: readonly [LandmarkPair, LandmarkPair]
  readonly innerLips: readonly LandmarkPair[]
  readonly innerMouthCorners: LandmarkPair
  readonly closedEye: number
  readonly openEye: number
  readonly openMouth: number
}
