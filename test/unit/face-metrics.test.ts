import { describe, expect, it } from 'vitest'
import { computeCed } from '../../src/evaluation/ced.ts'
import { formatFaceCsv } from '../../src/evaluation/face-csv.ts'
import { FACE_REGIONS } from '../../src/evaluation/face-regions.ts'
import { computeInterOcular, computeInterPupil, computeNme } from '../../src/evaluation/nme.ts'
import { matchToGroundTruth } from '../../src/evaluation/match-face.ts'
import {
  computeBinScores,
  computeFaceNmes,
  computeFaceMetrics,
  computeRegionMeans,
  summarizeVariant,
  type FaceMetrics,
} from '../../src/evaluation/face-metrics.ts'
import { TRAINING_SHAPES, findTrainingBin, computeYaw } from '../../src/evaluation/training-shapes.ts'
import { WorstFaceList } from '../../src/evaluation/worst-faces.ts'
import { rotate, type Point } from '../../src/geometry/point.ts'

/** A face whose outer corners of the eyes are 100 px apart, and the centres of whose eyes are 80. */
const truth: readonly Point[] = (() => {
  const points = TRAINING_SHAPES.mean.map(([x, y]): Point => [Math.round(1000 * x), Math.round(1000 * y)])
  for (let i = 0; i < 6; i++) {
    const x = [-10, -6, 6, 10, 6, -6][i]
    const y = [0, -4, -4, 0, 4, 4][i]
    points[36 + i] = [-40 + x!, y! - 100]
    points[42 + i] = [40 + x!, y! - 100]
  }
  return points
})()

/** The landmarks `from` to `to` moved by (dx, dy). */
function moved([dx, dy]: Point, from = 0, to = 68): Point[] {
  return truth.map(([x, y], i): Point => (i >= from && i < to ? [x + dx, y + dy] : [x, y]))
}

describe('numbers of a set with known residuals', () => {
  // 5 px everywhere; the mouth alone by 10; nothing found; exact.
  const found = [moved([3, 4]), moved([10, 0], 48, 68), undefined, moved([0, 0])]
  const results = found.map((points, i) => computeFaceMetrics(`${i}.jpg`, 1, truth, { wing: points }))

  it('are what residuals and normalisers say', () => {
    expect([computeInterOcular(truth), computeInterPupil(truth)]).toEqual([100, 80])
    expect(computeFaceNmes(results, 'wing', 'ocular')).toEqual([0.05, 200 / 68 / 100, Infinity, 0])
    const score = summarizeVariant(results, 'wing', 'ocular')
    expect([score.faces, score.found]).toEqual([4, 3])
    // NME over the three found: (5 + 200 / 68 + 0) / 3 px.
    expect(score.nmeInterOcular).toBeCloseTo((5 + 200 / 68) / 3, 12)
    expect(score.nmeInterPupil).toBeCloseTo((5 + 200 / 68) / 3 / 0.8, 12)
    // AUC over all four: 1 - error / 8%, 0 for the one not found.
    expect(score.auc).toBeCloseTo((100 * (1 - 5 / 8 + 1 - 200 / 68 / 8 + 0 + 1)) / 4, 12)
    expect(score.failureRate).toBe(25)
    expect(score.auc).toBe(score.auc8)
    const pupil = summarizeVariant(results, 'wing', 'pupil')
    expect(pupil.auc).toBeCloseTo((100 * (1 - 6.25 / 8 + 1 - 250 / 68 / 8 + 0 + 1)) / 4, 12)
    expect(pupil.failureRate).toBe(25)
  })

  it('are the NME of src/evaluation/nme.ts to the last bit', () => {
    const noisy = truth.map(([x, y], i): Point => [x + Math.sin(i) * 3, y + Math.cos(3 * i)])
    const result = computeFaceMetrics('a', 1, truth, { wing: noisy })
    expect(computeFaceNmes([result], 'wing', 'ocular')[0]).toBe(computeNme(noisy, truth, computeInterOcular))
    expect(computeFaceNmes([result], 'wing', 'pupil')[0]).toBe(computeNme(noisy, truth, computeInterPupil))
  })

  it('are of each feature alone', () => {
    expect(FACE_REGIONS.map(({ name }) => name)).toEqual(['jaw', 'brows', 'nose', 'eyes', 'mouth'])
    expect(FACE_REGIONS.flatMap(({ from, to }) => Array(to - from).fill(0))).toHaveLength(68)
    for (const [i, mean] of [5, 5, 5, 5, 15].map((sum) => sum / 3).entries()) {
      expect(computeRegionMeans(results, 'wing', 'ocular')[i]).toBeCloseTo(mean, 12)
    }
    for (const [i, { from, to }] of FACE_REGIONS.entries()) {
      const only = computeFaceMetrics('a', 1, truth, { wing: moved([0, 2], from, to) })
      const wanted = FACE_REGIONS.map((_, j) => (i === j ? 2 : 0))
      expect(computeRegionMeans([only], 'wing', 'ocular')).toEqual(wanted)
    }
  })

  it('refuse a face that has no eyes to divide by', () => {
    const blind = truth.map(([x, y], i): Point => (i >= 36 && i < 48 ? [7, 7] : [x, y]))
    expect(() => computeFaceMetrics('a', 1, blind, {})).toThrow('both eyes are marked in one place')
  })

  it('make a row a face', () => {
    const named = [
      computeFaceMetrics('a, "b".jpg', 2, truth, { wing: moved([3, 4]), l2: undefined }),
      computeFaceMetrics('c.jpg', 1, truth, { wing: undefined, l2: moved([0, 8], 0, 17) }),
    ]
    const [head, first, second, end] = formatFaceCsv(named, ['wing', 'l2']).split('\n')
    const yaw = computeYaw(truth).toFixed(5)
    expect(head!.split(',')).toHaveLength(5 + 2 * 8)
    expect(head).toContain(
      'yaw,wing found,wing NME inter-ocular %,wing NME inter-pupil %,wing jaw %,wing brows %',
    )
    expect(first).toBe(
      `"a, ""b"".jpg",2,100.000,80.000,${yaw},yes,5.0000,6.2500,5.0000,5.0000,5.0000,5.0000,5.0000,no,,,,,,,`,
    )
    expect(second).toBe(
      `c.jpg,1,100.000,80.000,${yaw},no,,,,,,,,yes,2.0000,2.5000,8.0000,0.0000,0.0000,0.0000,0.0000`,
    )
    expect(end).toBe('')
  })
})

describe('bins of yaw', () => {
  const { width, bins } = TRAINING_SHAPES.balancing
  /** The mean shape turned to a side, as far as a coefficient of `yaw` says; rolled and enlarged. */
  const turned = (yaw: number): Point[] =>
    TRAINING_SHAPES.mean.map(([x, y], i) => {
      const [dx, dy] = TRAINING_SHAPES.components[TRAINING_SHAPES.yaw.component]![i]!
      const [px, py] = rotate(
        [x + TRAINING_SHAPES.yaw.sign * yaw * dx, y + TRAINING_SHAPES.yaw.sign * yaw * dy],
        0.4,
      )
      return [50 + 300 * px, 60 + 300 * py]
    })

  it('take a face by how far it looks to a side', () => {
    expect(computeYaw(turned(0))).toBeCloseTo(0, 5)
    expect(computeYaw(turned(0.1))).toBeGreaterThan(0.095)
    expect(computeYaw(turned(-0.1))).toBeLessThan(-0.095)
    expect([0, -0.99 * width, 1.01 * width, 1, -1].map(findTrainingBin)).toEqual([
      0,
      0,
      1,
      bins - 1,
      bins - 1,
    ])
  })

  it('have the means of their own faces', () => {
    const openings = { eyes: [0.3, 0.3] as const, mouth: 0 }
    const at = (yaw: number, all: number | undefined): FaceMetrics => ({
      openings,
      predictedOpenings: {},
      confidentPoints: {},
      photo: 'a',
      face: 1,
      ocular: 100,
      pupil: 50,
      yaw,
      errors: { wing: all === undefined ? undefined : { all, regions: [] } },
    })
    const scores = computeBinScores(
      [at(0, 2), at(-width / 2, 4), at(2.5 * width, 6), at(2.2 * width, undefined), at(9, undefined)],
      'wing',
      'pupil',
    )
    expect(scores.map(({ faces }) => faces)).toEqual([2, 0, 2, 0, 0, 0, 0, 0, 1])
    expect(scores.map(({ found }) => found)).toEqual([2, 0, 1, 0, 0, 0, 0, 0, 0])
    expect([scores[0]!.nme, scores[2]!.nme]).toEqual([6, 12])
    expect(scores[8]).toMatchObject({ to: Infinity, nme: NaN })
  })
})

describe('cumulative error distribution', () => {
  it('steps up at each error and counts those beyond in none', () => {
    expect(computeCed([0.05, Infinity, 0.02, 0.09], 0.08)).toEqual([
      [0, 0],
      [0.02, 0.25],
      [0.05, 0.5],
      [0.08, 0.5],
    ])
    expect(computeCed([], 8)).toEqual([
      [0, 0],
      [8, 0],
    ])
  })
})

describe('worst faces', () => {
  it('are those with the largest errors, whatever the order they come in', () => {
    const worst = new WorstFaceList(3)
    const errors = [0.1, 0.5, Infinity, 0.2, 0.5, 0.05, Infinity]
    expect(errors.map((error, i) => worst.add(i, error))).toEqual([true, true, true, true, true, false, true])
    expect(worst.faces.map(({ face }) => face)).toEqual([2, 6, 1])
  })
})

describe('the face that is meant', () => {
  const square = (x: number, y: number) => ({ square: { centre: [x, y] as Point, side: 10, roll: 0 } })

  it('is the nearest one, less than half a face away', () => {
    const middle: Point = [0, 0]
    const face = TRAINING_SHAPES.mean.map(([x, y]): Point => [1000 * x, 1000 * y])
    const near = square(60, 40)
    expect(matchToGroundTruth([square(120, 90), near, square(400, 0)], face)).toBe(near)
    expect(matchToGroundTruth([square(400, 0)], face)).toBeUndefined()
    expect(matchToGroundTruth([], [middle, ...face.slice(1)])).toBeUndefined()
  })
})
