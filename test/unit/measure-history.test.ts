import { describe, expect, it } from 'vitest'
import { HISTORY_S, MeasureHistory, toShownValues } from '../../src/app/features/live/measure-history.ts'

const values = (ratio: number) => ({
  eyeLeft: ratio,
  eyeRight: ratio,
  mouthOpen: 0,
  yaw: undefined,
  pitch: undefined,
  roll: undefined,
})

/** Thirty frames a second of eyes that close for 0.15 s every two seconds. */
function play(history: MeasureHistory, face: number | undefined, from: number, seconds: number): void {
  for (let i = 0; i < 30 * seconds; i++) {
    const time = from + i / 30
    history.add(time, face, values((time - from) % 2 > 1.85 ? 0.05 : 0.3))
  }
}

describe('the history of measures', () => {
  it('counts blinks and keeps the last ten seconds', () => {
    const history = new MeasureHistory()
    play(history, 1, 100, 20.5)
    expect(history.blinks).toBe(10)
    const { samples } = history
    const span = samples[samples.length - 1]!.time - samples[0]!.time
    expect(span).toBeLessThanOrEqual(HISTORY_S)
    expect(span).toBeGreaterThan(HISTORY_S - 0.1)
  })

  it('starts anew with another face, but not after frames without one', () => {
    const history = new MeasureHistory()
    play(history, 1, 0, 4.5)
    const count = history.samples.length
    history.add(4.6, undefined, undefined)
    history.add(4.7, 1, values(0.3))
    expect([history.blinks, history.samples.length]).toEqual([2, count + 2])
    history.add(4.8, 2, values(0.3))
    expect([history.blinks, history.samples.length]).toEqual([0, 1])
  })
})

describe('the values shown', () => {
  it('are those of the mirrored picture', () => {
    const measures = {
      eyeAspectRatio: { left: 0.1, right: 0.3 },
      mouthAspectRatio: 0.2,
      browRaise: { left: 0.2, right: 0.2 },
      interOcularDistance: 80,
    }
    const pose = { yaw: 10, pitch: 5, roll: -3 }
    expect(toShownValues(measures, pose, false)).toEqual({
      eyeLeft: 0.1,
      eyeRight: 0.3,
      mouthOpen: 0.2,
      ...pose,
    })
    expect(toShownValues(measures, pose, true)).toEqual({
      eyeLeft: 0.3,
      eyeRight: 0.1,
      mouthOpen: 0.2,
      yaw: -10,
      pitch: 5,
      roll: 3,
    })
    expect(toShownValues(measures, undefined, true).yaw).toBeUndefined()
  })
})
