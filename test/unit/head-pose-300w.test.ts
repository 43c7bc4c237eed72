import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { computeRankCorrelation } from '../../src/evaluation/correlation.ts'
import { parsePts } from '../../src/evaluation/pts.ts'
import { createShapeSpace } from '../../src/evaluation/shape-space.ts'
import { computeYaw } from '../../src/evaluation/training-shapes.ts'
import { MIRRORED_LANDMARKS } from '../../src/geometry/face.ts'
import type { Point } from '../../src/geometry/point.ts'
import { computeAnnotationSquare } from '../../src/geometry/square.ts'
import { removeAnnotationOffset } from '../../src/pose/annotation-offset.ts'
import { estimateHeadPose } from '../../src/pose/head-pose.ts'
import { annotate } from '../support/pose-faces.ts'

/** A folder of .pts files, at any depth: WINGMARK_FACES=DIR npx vitest run test/unit/head-pose-300w.test.ts */
const FOLDER = process.env.WINGMARK_FACES

/** Photos cut to a face have lost their camera: a face's side is taken to be a fifth of the focal length. */
const FOCAL_LENGTH_PER_SIDE = 5

function estimatePose(landmarks: readonly Point[], perSide = FOCAL_LENGTH_PER_SIDE) {
  const { centre, side } = computeAnnotationSquare(landmarks)
  const pose = estimateHeadPose(landmarks, { focalLength: perSide * side, principalPoint: centre })
  if (!pose) throw new Error('no pose')
  return pose
}

describe.skipIf(!FOLDER)('the pose of annotated faces', () => {
  const folder = FOLDER ?? ''
  const faces = FOLDER
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.pts'))
        .sort()
        .map((file) => parsePts(readFileSync(join(folder, file), 'utf8')))
    : []

  it("has a yaw that ranks faces as Balancing's does", () => {
    const { yaws } = createShapeSpace(faces)
    for (const perSide of [3, 5, 10]) {
      const poses = faces.map((face) => estimatePose(face, perSide))
      const yaw = poses.map((pose) => pose.yaw)
      const own = computeRankCorrelation(yaw, yaws)
      const training = computeRankCorrelation(yaw, faces.map(computeYaw))
      const aside = yaw.filter((value) => Math.abs(value) > 10).length
      const agree = yaw.filter((value, i) => Math.abs(value) > 10 && value * computeYaw(faces[i]!) > 0).length
      console.log(
        `${faces.length} faces, focal length ${perSide} sides: rank correlation ${own.toFixed(4)} with their own`,
        `space's yaw, ${training.toFixed(4)} with the training shapes'; same side for ${agree} of ${aside} turned`,
        `by more than 10 degrees; mean error ${(poses.reduce((sum, { error }) => sum + error, 0) / faces.length).toFixed(2)} cm`,
      )
      expect(own).toBeGreaterThan(0.9)
      expect(training).toBeGreaterThan(0.9)
      expect(agree).toBe(aside)
    }
  })

  it('has yaw and roll negated in the mirrored picture', () => {
    const off = faces.map((face) => {
      const { yaw, pitch, roll } = estimatePose(face)
      // Annotated anew, the mirrored face has its points further to the right too.
      const free = removeAnnotationOffset(face, () => true)
      const mirrored = estimatePose(
        annotate(MIRRORED_LANDMARKS.map((i): Point => [1000 - free[i]![0], free[i]![1]])),
      )
      return Math.max(
        Math.abs(mirrored.yaw + yaw),
        Math.abs(mirrored.pitch - pitch),
        Math.abs(mirrored.roll + roll),
      )
    })
    console.log(`mirrored: off by at most ${Math.max(...off)} degrees`)
    expect(Math.max(...off)).toBeLessThan(2)
  })
})
