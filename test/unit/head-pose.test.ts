import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/evaluation/random.ts'
import { MIRRORED_LANDMARKS } from '../../src/geometry/face.ts'
import { rotate, type Point } from '../../src/geometry/point.ts'
import { projectAxes } from '../../src/pose/axes.ts'
import { assumeCamera } from '../../src/pose/camera.ts'
import { computeAnglesToCamera } from '../../src/pose/angles-to-camera.ts'
import { estimateHeadPose, type HeadPose } from '../../src/pose/head-pose.ts'
import { MEAN_FACE, type Vector3 } from '../../src/pose/mean-face.ts'
import { fromAngles, toAngles, type Angles } from '../../src/pose/rotation.ts'
import { annotate, movePoints, noise, project, stretchFace } from '../support/pose-faces.ts'

const CAMERA = assumeCamera(640, 480)
const FRONTAL: Angles = { yaw: 0, pitch: 0, roll: 0 }

function estimatePose(landmarks: readonly Point[], camera = CAMERA): HeadPose {
  const pose = estimateHeadPose(landmarks, camera)
  if (!pose) throw new Error('no pose')
  return pose
}

const differences = (p: Angles, q: Angles) =>
  [p.yaw - q.yaw, p.pitch - q.pitch, p.roll - q.roll].map(Math.abs)

type Random = (deviation: number) => number

/** Another person's face, by 3% in every way. */
const otherFace = (random: Random) => movePoints(stretchFace(0.03, random), 0.03, random)

/** Angles over the whole range, evenly. */
function* grid(): Generator<Angles> {
  for (const yaw of [-60, -40, -20, 0, 20, 40, 60]) {
    for (const pitch of [-30, -15, 0, 15, 30]) {
      for (const roll of [-45, -20, 0, 20, 45]) yield { yaw, pitch, roll }
    }
  }
}

function summarise(errors: readonly number[]) {
  const sorted = errors.toSorted((p, q) => p - q)
  return {
    mean: errors.reduce((sum, error) => sum + error) / errors.length,
    p95: sorted[Math.floor(0.95 * sorted.length)],
    largest: sorted[sorted.length - 1],
  }
}

describe('the mean face', () => {
  it('is symmetric, in centimetres, and looks at the camera', () => {
    expect(MEAN_FACE).toHaveLength(68)
    for (const [i, [x, y, z]] of MEAN_FACE.entries()) {
      expect(MEAN_FACE[MIRRORED_LANDMARKS[i]!]!.map((value) => value + 0)).toEqual([-x + 0, y, z])
    }
    expect(MEAN_FACE[45]![0] - MEAN_FACE[36]![0]).toBeCloseTo(8.9, 1)
    expect(MEAN_FACE[30]![2]).toBeLessThan(MEAN_FACE[0]![2])
  })
})

describe('angles', () => {
  it('come back from their rotation', () => {
    for (const angles of grid()) {
      expect(Math.max(...differences(toAngles(fromAngles(angles)), angles))).toBeLessThan(1e-9)
    }
    for (const angle of Object.values(toAngles(fromAngles(FRONTAL)))) expect(angle).toBe(0)
  })

  it('say which way the nose goes in the picture', () => {
    const nose = (angles: Partial<Angles>) => {
      const seen = project({ ...FRONTAL, ...angles }, CAMERA)
      return [seen[30]![0] - (seen[0]![0] + seen[16]![0]) / 2, seen[30]![1] - seen[27]![1]]
    }
    expect(nose({ yaw: 20 })[0]).toBeGreaterThan(10)
    expect(nose({ pitch: 20 })[1]).toBeLessThan(nose({})[1]!)
    const tilted = project({ ...FRONTAL, roll: 20 }, CAMERA)
    // Clockwise on screen: the eye on the right is the lower one.
    expect(tilted[45]![1]).toBeGreaterThan(tilted[36]![1])
  })
})

describe('the pose of a head', () => {
  it('is exact on the projected mean face, wherever it is in the picture', () => {
    const errors = [...grid()].flatMap((angles) =>
      [CAMERA, { ...CAMERA, focalLength: 2000 }].flatMap((camera) => {
        const pose = estimateHeadPose(annotate(project(angles, camera, { offset: [150, -90] })), camera)
        expect(pose?.error).toBeLessThan(1e-3)
        expect(pose?.translation[2]).toBeCloseTo((camera.focalLength * 15.4862) / 120, 1)
        return pose ? differences(pose, angles) : [Infinity]
      }),
    )
    expect(summarise(errors).largest).toBeLessThan(0.5)
  })

  it.each([
    { shape: 'stretched', face: (random: Random) => stretchFace(0.03, random) },
    { shape: 'points moved', face: (random: Random) => movePoints(MEAN_FACE, 0.03, random) },
    { shape: 'both', face: otherFace },
  ])(
    'bears a shape changed by 3% ($shape), noise of a pixel and a focal length wrong by a fifth',
    (change) => {
      const random = noise(1)
      const errors = [0.8, 1, 1.2].flatMap((factor) => {
        const camera = { ...CAMERA, focalLength: CAMERA.focalLength * factor }
        return [...grid()].map((angles) => {
          const seen = annotate(project(angles, CAMERA, { face: change.face(random) }))
          const noisy = seen.map(([x, y]): Point => [x + random(1), y + random(1)])
          return differences(estimatePose(noisy, camera), angles)
        })
      })
      for (const [k, name] of ['yaw', 'pitch', 'roll'].entries()) {
        const figures = summarise(errors.map((error) => error[k]!))
        if (process.env.WINGMARK_FIGURES) console.log(change.shape, name, figures)
        expect(figures.mean).toBeLessThan(2)
        expect(figures.p95).toBeLessThan(4)
      }
    },
  )

  it('has yaw and roll negated in a mirrored picture', () => {
    const noisy = noise(2)
    for (const angles of grid()) {
      const seen = project(angles, CAMERA, { face: otherFace(noisy) })
      const { yaw, pitch, roll } = estimatePose(annotate(seen))
      const mirrored = MIRRORED_LANDMARKS.map((i): Point => [640 - seen[i]![0], seen[i]![1]])
      const negated = { yaw: -yaw, pitch, roll: -roll }
      expect(Math.max(...differences(estimatePose(annotate(mirrored)), negated))).toBeLessThan(0.01)
    }
  })

  it('rolls as the picture is turned', () => {
    const seen = project({ yaw: 25, pitch: -10, roll: 0 }, CAMERA, { face: otherFace(noise(3)) })
    const before = estimatePose(seen)
    const off = (after: Angles, angles: Angles, turn: number) =>
      Math.abs(((after.roll - angles.roll - turn + 540) % 360) - 180)
    for (const turn of [-170, -90, -45, -10, 10, 45, 90, 170]) {
      const turned = (centre: Point) =>
        estimatePose(
          seen.map(([x, y]) => {
            const [dx, dy] = rotate([x - centre[0], y - centre[1]], (turn * Math.PI) / 180)
            return [centre[0] + dx, centre[1] + dy]
          }),
        )
      expect(off(turned(CAMERA.principalPoint), before, turn)).toBeLessThan(0.01)
      // Elsewhere the head comes to lie in another direction from the camera.
      const beside = computeAnglesToCamera(turned([420, 300]))
      expect(off(beside, computeAnglesToCamera(before), turn)).toBeLessThan(2)
    }
  })

  it('has no angles to a camera into which it looks, wherever it is', () => {
    const [x, y, z] = [20, -15, 70]
    const yaw = (Math.atan2(-x, z) * 180) / Math.PI
    const pitch = (Math.asin(y / Math.hypot(x, y, z)) * 180) / Math.PI
    const pose = { rotation: fromAngles({ yaw, pitch, roll: 0 }), translation: [x, y, z] as const }
    const angles = computeAnglesToCamera(pose)
    expect(angles.yaw).toBeCloseTo(0, 9)
    expect(angles.pitch).toBeCloseTo(0, 9)
    expect(Math.abs(angles.roll)).toBeLessThan(2)
    const ahead = { rotation: pose.rotation, translation: [0, 0, z] as const }
    expect(Math.max(...differences(computeAnglesToCamera(ahead), { yaw, pitch, roll: 0 }))).toBeLessThan(1e-9)
  })

  it('follows a head from the frame before, and finds it again after a cut', () => {
    const near = annotate(project({ yaw: 10, pitch: 5, roll: 0 }, CAMERA))
    const next = annotate(project({ yaw: 13, pitch: 4, roll: 2 }, CAMERA))
    const far = annotate(project({ yaw: -55, pitch: -25, roll: 150 }, CAMERA, { offset: [-200, 100] }))
    const start = estimateHeadPose(near, CAMERA)
    const followed = estimateHeadPose(next, CAMERA, { start })
    expect(followed?.yaw).toBeCloseTo(13, 2)
    const found = estimateHeadPose(far, CAMERA, { start })
    expect(found?.yaw).toBeCloseTo(-55, 2)
    expect(found?.roll).toBeCloseTo(150, 2)
  })

  it('leaves out landmarks without weight and bears a few that are far off', () => {
    const angles = { yaw: 20, pitch: 10, roll: -15 }
    const seen = annotate(project(angles, CAMERA))
    const spoilt = seen.map(([x, y], i): Point => (i % 9 === 4 ? [NaN, y] : [x, y]))
    const weights = seen.map((_, i) => (i % 9 === 4 ? 0 : 0.7))
    const pose = estimateHeadPose(spoilt, CAMERA, { weights })
    expect(Math.max(...differences(pose ?? FRONTAL, angles))).toBeLessThan(0.01)
    const covered = seen.map(([x, y], i): Point => (i > 41 && i < 48 ? [x + 25, y + 15] : [x, y]))
    expect(Math.max(...differences(estimatePose(covered), angles))).toBeLessThan(4)
  })

  it('hardly moves when the mouth opens', () => {
    const lower = (i: number) => (i >= 55 && i <= 59) || i >= 65
    const drop = (i: number) => (i >= 4 && i <= 12 ? 1 - Math.abs(i - 8) / 5 : Number(lower(i)))
    const face = MEAN_FACE.map(([x, y, z], i): Vector3 => [x, y + 3 * drop(i), z])
    for (const yaw of [0, 30]) {
      const angles = { yaw, pitch: 0, roll: 0 }
      expect(
        Math.max(...differences(estimatePose(annotate(project(angles, CAMERA, { face }))), angles)),
      ).toBeLessThan(0.5)
    }
  })

  it('is undefined where landmarks have none, and never NaN', () => {
    const seen = project(FRONTAL, CAMERA)
    const without: Record<string, Point[]> = {
      'one point': seen.map(() => [100, 100]),
      zeros: seen.map(() => [0, 0]),
      'a line': seen.map((_, i) => [i, 2 * i]),
      NaN: seen.map(([x, y], i) => (i === 40 ? [NaN, y] : [x, y])),
      infinity: seen.map(([x, y], i) => (i === 3 ? [x, Infinity] : [x, y])),
    }
    const start = estimateHeadPose(seen, CAMERA)
    for (const [name, landmarks] of Object.entries(without)) {
      expect(estimateHeadPose(landmarks, CAMERA), name).toBeUndefined()
      expect(estimateHeadPose(landmarks, CAMERA, { start }), name).toBeUndefined()
    }
    expect(estimateHeadPose(seen, CAMERA, { weights: seen.map(() => 0) })).toBeUndefined()
    expect(() => estimateHeadPose(seen.slice(1), CAMERA)).toThrow(RangeError)
    expect(() => estimateHeadPose(seen, CAMERA, { weights: [1] })).toThrow(RangeError)
    expect(() => estimateHeadPose(seen, CAMERA, { weights: seen.map(() => NaN) })).toThrow(RangeError)
    expect(() => assumeCamera(0, 480)).toThrow(RangeError)
  })

  it('of points that are no face is finite or undefined', () => {
    const random = createRandom(4)
    for (let k = 0; k < 200; k++) {
      const side = 10 ** (8 * random() - 4)
      const landmarks = MEAN_FACE.map((): Point => [side * random(), side * random()])
      const weights = landmarks.map(() => (random() < (k % 10) / 10 ? 0 : random()))
      const pose = estimateHeadPose(landmarks, CAMERA, { weights })
      if (!pose) continue
      const numbers = [pose.yaw, pose.pitch, pose.roll, pose.error, ...pose.translation]
      expect(numbers.every(Number.isFinite)).toBe(true)
    }
  })
})

describe("a head's axes", () => {
  it('end where the head points', () => {
    const pose = estimateHeadPose(annotate(project({ yaw: 30, pitch: 20, roll: 0 }, CAMERA)), CAMERA)
    const axes = pose && projectAxes(pose, CAMERA)
    if (!axes) throw new Error('no axes')
    const nose = project({ yaw: 30, pitch: 20, roll: 0 }, CAMERA)[30]
    expect(axes.origin[0]).toBeCloseTo(nose![0], 1)
    expect(axes.forward[0]).toBeGreaterThan(nose![0])
    expect(axes.forward[1]).toBeLessThan(nose![1])
    expect(axes.right[0]).toBeGreaterThan(nose![0])
    expect(axes.down[1]).toBeGreaterThan(nose![1])
    expect(pose && projectAxes(pose, CAMERA, 1000)).toBeUndefined()
  })
})
