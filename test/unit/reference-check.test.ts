import { describe, expect, it } from 'vitest'
import {
  computeDifference,
  ReferenceCheck,
  type ComparedFace,
} from '../../src/landmarker/backend/reference-check.ts'
import { cropAtSquare, toCropPoint } from '../../src/geometry/crop.ts'
import { STAGES } from '../../src/geometry/face.ts'
import { distance, type Point } from '../../src/geometry/point.ts'

const SQUARE = { centre: [320, 240], side: 200, roll: 0.4 } as const
const LANDMARKS = Array.from({ length: 68 }, (_, i): Point => [250 + 2 * i, 180 + i])

const face = (id: number, shiftPx = 0): ComparedFace => ({
  id,
  square: SQUARE,
  landmarks: LANDMARKS.map(([x, y], i): Point => [x, i === 7 ? y + shiftPx : y]),
})

describe('the difference', () => {
  it('is that of the worst point, in pixels of CNN-7’s input', () => {
    const { margin, input } = STAGES[1]
    const crop = cropAtSquare(SQUARE, margin, input)
    const { landmarks } = face(0, 3)
    const [p, q] = [landmarks[7], LANDMARKS[7]].map((point) => toCropPoint(crop, point!))
    expect(computeDifference(SQUARE, landmarks, LANDMARKS)).toBeCloseTo(distance(p!, q!), 10)
  })

  it('is infinite for what cannot be compared', () => {
    expect(computeDifference(SQUARE, LANDMARKS.slice(1), LANDMARKS)).toBe(Infinity)
    expect(computeDifference(SQUARE, [[NaN, 0]], [[0, 0]])).toBe(Infinity)
    expect(computeDifference({ ...SQUARE, side: NaN }, LANDMARKS, LANDMARKS)).toBe(Infinity)
  })
})

it('is due soon after the start, then on every hundredth frame with a face', () => {
  const check = new ReferenceCheck('webgpu')
  const due: number[] = []
  for (let frame = 1; frame <= 350; frame++) {
    expect(check.isDue(0)).toBe(false)
    if (check.isDue(2)) due.push(frame)
  }
  expect(due).toEqual([5, 100, 200, 300])
})

describe('a backend', () => {
  it('may differ by rounding', () => {
    const verdict = new ReferenceCheck('webgl').judge([face(1, 1.9)], [face(1)])
    expect(verdict.difference).toBeCloseTo((1.9 * 128) / 250, 10)
    expect(verdict.fault).toBeUndefined()
  })

  it('that is wrong from frame 250 on is found at frame 300', () => {
    const check = new ReferenceCheck('webgpu')
    let fault: string | undefined
    let frame = 0
    while (!fault && frame < 1000) {
      const found = face(1, ++frame < 250 ? 0.1 : 9)
      if (check.isDue(1)) ({ fault } = check.judge([found], [face(1)]))
    }
    expect(frame).toBe(300)
    expect(fault).toBe(
      "webgpu gave landmarks 4.6 pixels (of 128) from wasm's, seen after 300 frames with a face",
    )
  })

  it('is judged by its worst face, paired by id', () => {
    const check = new ReferenceCheck('webgpu')
    const { difference, fault } = check.judge([face(1), face(2, 30), face(3, 99)], [face(2), face(1)])
    expect(difference).toBeCloseTo((30 * 128) / 250, 10)
    expect(fault).toMatch(/^webgpu gave landmarks 15.4 pixels/)
  })

  it('that gives no numbers is wrong', () => {
    const broken = { ...face(1), landmarks: LANDMARKS.map((): Point => [NaN, NaN]) }
    const { fault } = new ReferenceCheck('webgpu').judge([face(2), broken], [face(1), face(2)])
    expect(fault).toMatch(/^webgpu gave landmarks that are no numbers/)
  })

  it('is not judged without a face that both saw', () => {
    const check = new ReferenceCheck('webgpu')
    expect(check.judge([face(1)], [])).toEqual({ difference: undefined, fault: undefined })
  })
})
