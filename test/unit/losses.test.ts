import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  L1,
  L2,
  computeOptimalStep,
  SMOOTH_L1,
  createWingLoss,
  WING_DEFAULTS,
  computeWingConstant,
  type Loss,
  type LossName,
} from '../../src/losses/losses.ts'
import { createRectifiedWingLoss } from '../../src/losses/rectified-wing.ts'

interface Case {
  loss: LossName
  w?: number
  epsilon?: number
  x: number
  value: number
  derivative: number
}

const file = new URL('../fixtures/losses.json', import.meta.url)
const cases = JSON.parse(readFileSync(file, 'utf8')) as Case[]

function createLoss({ loss, w = WING_DEFAULTS.w, epsilon = WING_DEFAULTS.epsilon }: Case): Loss {
  const losses: Readonly<Record<LossName, Loss>> = {
    l2: L2,
    l1: L1,
    'smooth-l1': SMOOTH_L1,
    wing: createWingLoss({ w, epsilon }),
    'rectified-wing': createRectifiedWingLoss(),
  }
  if (!Object.hasOwn(losses, loss)) throw new Error(`losses.json has "${loss}": add it to createLoss here`)
  return losses[loss]
}

const near = (found: number, wanted: number) =>
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(wanted)))

describe('losses', () => {
  it('have the values and derivatives of their formulas', () => {
    for (const one of cases) {
      near(createLoss(one).value(one.x), one.value)
      near(createLoss(one).derivative(one.x), one.derivative)
    }
  })

  it('have the derivative of their finite differences', () => {
    const step = 1e-5
    const wings = [createWingLoss(), createWingLoss({ w: 4, epsilon: 0.5 })]
    for (const loss of [...KINKS.map(([one]) => one), ...wings]) {
      for (const x of [-30, -7, -2.2, -0.4, 0.1, 0.7, 1.5, 3.3, 6, 12, 40]) {
        const difference = (loss.value(x + step) - loss.value(x - step)) / (2 * step)
        expect(loss.derivative(x)).toBeCloseTo(difference, 5)
      }
    }
  })

  it.each([WING_DEFAULTS, { w: 4, epsilon: 0.5 }, { w: 14, epsilon: 3 }])(
    'join at ±w, by C: %j',
    (settings) => {
      const { value } = createWingLoss(settings)
      for (const side of [-1, 1]) {
        const edge = side * settings.w
        expect(value(edge * (1 - 1e-12))).toBeCloseTo(value(edge * (1 + 1e-12)), 9)
        expect(value(edge)).toBeCloseTo(settings.w - computeWingConstant(settings), 12)
      }
    },
  )

  it("have the paper's C", () => {
    expect(computeWingConstant(WING_DEFAULTS)).toBeCloseTo(-7.918, 3)
  })

  it('have steep but finite derivatives near 0 for a small ε, and refuse an ε of 0', () => {
    expect(createWingLoss({ w: 10, epsilon: 0.01 }).derivative(1e-9)).toBeCloseTo(1000, 3)
    expect(() => createWingLoss({ w: 10, epsilon: 0 })).toThrow(RangeError)
  })
})

/** Every loss, with the places where its derivative jumps, and what it is there. */
const KINKS: readonly (readonly [Loss, readonly (readonly [number, number])[]])[] = [
  [L2, []],
  [L1, []],
  [SMOOTH_L1, [[1, 1]]],
  [createWingLoss({ w: 8, epsilon: 2 }), [[8, 1]]],
  [
    createRectifiedWingLoss({ w: 8, epsilon: 2, r: 0.5 }),
    [
      [0.5, 4],
      [8, 1],
    ],
  ],
  [createRectifiedWingLoss({ w: 8, epsilon: 2, r: 0 }), [[8, 1]]],
]

describe.each(KINKS)('the derivative of %o at its kinks', (loss, kinks) => {
  it('is 0 at 0, where the loss is least', () => {
    expect(Math.abs(loss.derivative(0))).toBe(0)
    expect(Math.abs(loss.derivative(-0))).toBe(0)
  })

  it('is that of the piece which the value takes, on both sides of 0', () => {
    for (const [x, slope] of kinks) {
      near(loss.derivative(x), slope)
      near(loss.derivative(-x), -slope)
      for (const side of [-1, 1]) {
        const step = 1e-7 * side
        const outwards = (loss.value(side * x + step) - loss.value(side * x)) / step
        expect(loss.derivative(side * x)).toBeCloseTo(outwards, 5)
      }
    }
  })
})

describe('Rectified Wing', () => {
  it('is nothing below r, continuous at r and w, and Wing with r = 0', () => {
    const loss = createRectifiedWingLoss({ w: 10, epsilon: 2, r: 0.5 })
    expect([0, 0.2, 0.499, -0.3].map(loss.value)).toEqual([0, 0, 0, 0])
    for (const edge of [0.5, 10]) {
      expect(Math.abs(loss.value(edge + 1e-9) - loss.value(edge - 1e-9))).toBeLessThan(1e-7)
    }
    const plain = createRectifiedWingLoss({ w: 10, epsilon: 2, r: 0 })
    for (const x of [-12, -3, 0.1, 5, 9.99, 10, 30]) {
      near(plain.value(x), createWingLoss().value(x))
      near(plain.derivative(x), createWingLoss().derivative(x))
    }
  })

  it('has the derivative of its value', () => {
    const loss = createRectifiedWingLoss({ w: 8, epsilon: 1, r: 1 })
    for (const x of [-20, -4, -0.5, 0.3, 1.5, 7.9, 8.1]) {
      const slope = (loss.value(x + 1e-6) - loss.value(x - 1e-6)) / 2e-6
      expect(Math.abs(slope - loss.derivative(x))).toBeLessThan(1e-6)
    }
  })

  it('refuses an r that makes no sense', () => {
    expect(() => createRectifiedWingLoss({ w: 2, epsilon: 1, r: 2 })).toThrow(RangeError)
    expect(() => createRectifiedWingLoss({ w: 2, epsilon: 0, r: 1 })).toThrow(RangeError)
  })
})

describe('the optimal step', () => {
  it('is that of the paper', () => {
    for (const x of [0.25, 1, 4, 12]) {
      near(computeOptimalStep(L2, x), 1)
      near(computeOptimalStep(L1, x), x)
      near(computeOptimalStep(SMOOTH_L1, x), Math.max(1, x))
      near(computeOptimalStep(createWingLoss(), x), x < 10 ? (x * (2 + x)) / 10 : x)
    }
  })

  it.each(KINKS)('of %o is NaN at 0, a number at its kinks, and the same on both sides', (loss, kinks) => {
    expect(computeOptimalStep(loss, 0)).toBeNaN()
    for (const [x, slope] of kinks) {
      near(computeOptimalStep(loss, x), x / slope)
      near(computeOptimalStep(loss, -x), x / slope)
    }
  })

  it('is NaN where Rectified Wing has no gradient', () => {
    const loss = createRectifiedWingLoss({ w: 10, epsilon: 2, r: 0.5 })
    for (const x of [-0.499, -0.1, 0.1, 0.499]) expect(computeOptimalStep(loss, x)).toBeNaN()
  })
})
