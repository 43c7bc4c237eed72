import { expect, it, vi } from 'vitest'
import { measureRuns } from '../../src/landmarker/backend/measure-runs.ts'

/** Runs of the given durations, the last one repeated, on a clock that only they and pauses move. */
function simulateRuns(durations: readonly number[], pauseMs = 0) {
  let clock = 0
  let begun = 0
  return {
    run: vi.fn(async () => void (clock += durations[Math.min(begun++, durations.length - 1)]!)),
    now: () => clock,
    pause: vi.fn(async () => void (clock += pauseMs)),
  }
}

it('leaves the warm-up out of the median', async () => {
  const { run, now, pause } = simulateRuns([400, 90, 40, 4, 6, 5, 100])
  const options = { warmUpRuns: 3, maxRuns: 4, now, pause }
  expect(await measureRuns(run, options)).toEqual({ medianMs: 5.5, runs: 4 })
  expect(run).toHaveBeenCalledTimes(7)
})

it('ends when the budget is spent, pauses not counted, with a pause after every run', async () => {
  const { run, now, pause } = simulateRuns([100], 1000)
  expect(await measureRuns(run, { now, pause })).toEqual({ medianMs: 100, runs: 15 })
  expect(pause).toHaveBeenCalledTimes(20)
})

it('gives warm-up half of the budget at most', async () => {
  const { run, now, pause } = simulateRuns([800, 700])
  expect(await measureRuns(run, { now, pause })).toEqual({ medianMs: 700, runs: 1 })
  expect(run).toHaveBeenCalledTimes(3)
})

it('says so when the first run takes all of the budget', async () => {
  const { run, now, pause } = simulateRuns([3400])
  await expect(measureRuns(run, { now, pause })).rejects.toThrow('its first runs took 3.4 s')
})

it('passes on the error of a run', async () => {
  const failing = () => Promise.reject(new Error('the device was lost'))
  await expect(measureRuns(failing)).rejects.toThrow('the device was lost')
})

it('lets timers and messages in between two runs', async () => {
  let ticks = 0
  const ticking = setInterval(() => ticks++)
  await measureRuns(() => Promise.resolve(), { maxRuns: 60 })
  clearInterval(ticking)
  expect(ticks).toBeGreaterThan(10)
})
