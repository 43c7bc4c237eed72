import { describe, expect, it } from 'vitest'
import {
  computeMeanSize,
  descend,
  drawStart,
  findClosest,
  PREDICTED_STEP,
  RACE_RESIDUALS,
  runRace,
} from '../../src/app/features/losses/race.ts'
import { createLosses } from '../../src/app/features/losses/curves.ts'
import { MAX_RACE_STEPS } from '../../src/app/state/address/choices.ts'
import { RESULTS } from '../../src/app/state/results.ts'
import { L1, L2, createWingLoss } from '../../src/losses/losses.ts'

const histogram = RESULTS?.variants.find(({ variant }) => variant === 'wing')?.residuals
if (!histogram) throw new Error('the residuals of wing are shipped')
const losses = createLosses({ w: 10, epsilon: 2, r: 0.5 })

describe('a race of the losses', () => {
  it('starts from residuals of the test faces, the same for the same seed', () => {
    const start = drawStart(histogram, 'trained', 1)
    expect(start).toHaveLength(RACE_RESIDUALS)
    expect(drawStart(histogram, 'trained', 1)).toEqual(start)
    expect(drawStart(histogram, 'trained', 2)).not.toEqual(start)
    expect(drawStart(histogram, 'early', 1)).toEqual(start.map((size) => 5 * size))
    // The mean of the histogram, within the spread of 100 draws.
    const all = histogram.counts.reduce((sum, count) => sum + count, 0)
    const mean =
      histogram.counts.reduce((sum, count, i) => sum + count * (i + 0.5) * histogram.width, 0) / all
    expect(computeMeanSize(start)).toBeGreaterThan(0.7 * mean)
    expect(computeMeanSize(start)).toBeLessThan(1.4 * mean)
  })

  it.each([0.005, 0.02, 0.3])('moves every residual at every step as src/losses says, rate %d', (rate) => {
    const start = drawStart(histogram, 'early', 7)
    const race = runRace(losses, start, rate)
    expect(race.map(({ loss }) => loss)).toEqual(losses.map(({ name }) => name))
    for (const [i, { steps }] of race.entries()) {
      const { derivative } = losses[i]!
      expect(steps).toHaveLength(MAX_RACE_STEPS + 1)
      expect(steps[0]).toEqual(start)
      for (let step = 1; step < steps.length; step++) {
        for (const [j, x] of steps[step]!.entries()) {
          const before = steps[step - 1]![j]
          expect(Math.abs(x - (before! - rate * derivative(before!)))).toBeLessThan(1e-12)
        }
      }
    }
  })

  it('has the known solutions of L2 and L1', () => {
    const [l2, l1] = runRace([L2, L1], [8, 3, 0.25], 0.0625)
    for (const step of [1, 10, 50]) {
      for (const [j, start] of [8, 3, 0.25].entries())
        expect(l2!.steps[step]![j]).toBeCloseTo(start * (1 - 0.0625) ** step, 10)
    }
    expect(l1!.steps[48]![0]).toBeCloseTo(8 - 48 * 0.0625, 10)
    expect(l1!.steps[48]![1]).toBeCloseTo(0, 10)
    // Then it is at its place, and stays there.
    expect(l1!.steps[MAX_RACE_STEPS]![2]).toBeCloseTo(0, 10)
  })

  it('does not raise a loss while steps are smaller than the way to the true place', () => {
    const loss = createWingLoss()
    let at = [9.9, 6, 2.5]
    for (let step = 0; step < 20; step++) {
      const next = descend(loss, at, 0.02)
      for (const [j, x] of next.entries()) expect(loss.value(x)).toBeLessThan(loss.value(at[j]!))
      at = next
    }
  })

  it('names the loss that is closest: Wing for small residuals and rates, L2 for large ones', () => {
    const winner = (start: 'trained' | 'early', rate: number) =>
      findClosest(runRace(losses, drawStart(histogram, start, 1), rate), PREDICTED_STEP)
    expect(winner('trained', 0.02)?.loss).toBe('wing')
    expect(winner('early', 0.02)?.loss).toBe('l2')
    expect(winner('trained', 0.3)?.loss).toBe('l2')
    expect(findClosest([], PREDICTED_STEP)).toBeUndefined()
    const race = runRace(losses, drawStart(histogram, 'trained', 1), 0.02)
    const means = race.map(({ steps }) => computeMeanSize(steps[PREDICTED_STEP]!))
    expect(findClosest(race, PREDICTED_STEP)?.mean).toBe(Math.min(...means))
  })
})
