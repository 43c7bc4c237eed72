import constants from '../../models/face.json' with { type: 'json' }
import type { Point } from './point.ts'

/** One network of the cascade: side of its square input in pixels, and crop side per face side. */
export interface StageGeometry {
  readonly name: string
  readonly input: number
  readonly margin: number
}

/** Where a detector's box lies on a face: see `squareOfDetection`. */
export interface DetectorGeometry {
  /** Box centre minus face centre along the face's own axes, in face sides. */
  readonly offset: Point
  /** Box side per face side. */
  readonly size: number
}

/** The mean of the training shapes: centred on its box, the longer side 1 long, upright. */
export const MEAN_SHAPE = constants.meanShape as unknown as readonly Point[]

export const STAGES = constants.stages as readonly StageGeometry[]

export const PIXEL_NORMALISATION = constants.pixel

export const DETECTOR_GEOMETRY = constants.detector as unknown as Readonly<
  Record<'short' | 'full', DetectorGeometry>
>

/** Landmark i of a mirrored face is landmark FLIP[i] of the face. */
export const MIRRORED_LANDMARKS: readonly number[] = constants.flip

export const LANDMARK_COUNT = constants.landmarks

/** How much of the crop a heat map covers, and the variance below which its spread has no meaning. */
export const HEAT_MAP = constants.heatMap

type LandmarkPair = readonly [number, number]

/** Landmarks of lids and inner lips, upper and lower one, and when they count as closed or open. */
export const OPENINGS = constants.openings as unknown as {
  /** Two pairs an eye, the eye on the left of the picture first. */
  readonly lids: readonly [LandmarkPair, LandmarkPair, LandmarkPair, LandmarkPair]
  readonly eyeCorners: readonly [LandmarkPair, LandmarkPair]
  readonly innerLips: readonly LandmarkPair[]
  readonly innerMouthCorners: LandmarkPair
  readonly closedEye: number
  readonly openEye: number
  readonly openMouth: number
}
