import { describe, expect, it } from 'vitest'
import { computeAuc, computeFailureRate } from '../../src/evaluation/ced.ts'
import { computeInterOcular, computeInterPupil, computeNme } from '../../src/evaluation/nme.ts'
import { parsePts } from '../../src/evaluation/pts.ts'
import { computeScore } from '../../src/evaluation/score.ts'
import type { Point } from '../../src/geometry/point.ts'

/** 68 points on a grid, the eyes' points all at their pupils but for the outer corners. */
const face: Point[] = Array.from({ length: 68 }, (_, i): Point => {
  if (i >= 36 && i < 42) return [30 - (i === 36 ? 6 : 0), 40]
  if (i >= 42 && i < 48) return [60 + (i === 45 ? 6 : 0), 40]
  return [i, 2 * i]
})

describe('NME', () => {
  it('divides by the distance of the pupils or of the outer corners', () => {
    expect(computeInterPupil(face)).toBeCloseTo(32, 9)
    expect(computeInterOcular(face)).toBeCloseTo(42, 9)
    const shifted = face.map(([x, y]): Point => [x + 3, y + 4])
    expect(computeNme(shifted, face, computeInterPupil)).toBeCloseTo(5 / 32, 9)
    expect(computeNme(shifted, face, computeInterOcular)).toBeCloseTo(5 / 42, 9)
    expect(computeNme(face, face, computeInterOcular)).toBe(0)
  })
})

describe('CED', () => {
  it('has an area of 1 for no errors, of a half for half the limit, of none for misses', () => {
    expect(computeAuc([0, 0], 0.08)).toBe(1)
    expect(computeAuc([0.04], 0.08)).toBeCloseTo(0.5, 12)
    expect(computeAuc([0, Infinity], 0.08)).toBe(0.5)
    expect(computeAuc([0.2], 0.08)).toBe(0)
  })

  it('counts errors above the limit, and faces not found, as failures', () => {
    expect(computeFailureRate([0.08, 0.0801, Infinity, 0.01], 0.08)).toBe(0.5)
  })

  it('scores the faces found, in percent', () => {
    expect(computeScore([0.05, Infinity], [0.04, Infinity])).toEqual({
      faces: 2,
      found: 1,
      nmeInterPupil: 5,
      nmeInterOcular: 4,
      auc8: 25,
      failureRate8: 50,
    })
  })
})

describe('.pts', () => {
  const text = (points: string) => `version: 1\nn_points: 2\n{\n${points}\n}\n`

  it("has the first pixel's centre at (1, 1), here at (0.5, 0.5)", () => {
    expect(parsePts(text('1 1\n10.5 3e1'), 2)).toEqual([
      [0.5, 0.5],
      [10, 29.5],
    ])
    expect(parsePts(text('1 1\r\n2 2\r'), 2)).toHaveLength(2)
  })

  it.each([
    ['no braces', 'there are no points'],
    [text('1 1'), 'there are 1 points instead of 2'],
    [text('1 1\n2 x'), 'a coordinate is not a number'],
    [text(''), 'there are 0 points instead of 2'],
    [text('1 1\n2'), 'a point is cut off: there are 3 numbers'],
    [text('1 1\n2 1e300'), 'a coordinate is outside of any photo'],
    [text('1 1\n2 1e999'), 'a coordinate is not a number'],
    ['{1 1 2 2', 'there are no points between braces'],
    ['}1 1 2 2{', 'there are no points between braces'],
    // An expression that looked for the other brace from each of these took minutes.
    ['{'.repeat(1_000_000), 'there are no points between braces'],
  ])('says what is wrong with %j', (given, sentence) => {
    expect(() => parsePts(given, 2)).toThrow(sentence)
  })
})
