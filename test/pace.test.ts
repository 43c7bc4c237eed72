import { describe, expect, it } from 'vitest'
import { PaceChooser, type Pace } from '../src/landmarker/pace.ts'

/** Runs `seconds` on a machine on which the networks take this many milliseconds. */
function run(chooser: PaceChooser, times: Record<Pace, number>, from: number, seconds: number): Pace[] {
  const paces: Pace[] = []
  for (let now = from * 1000; now < (from + seconds) * 1000;) {
    const time = times[chooser.pace]
    now += Math.max(33, time)
    paces.push(chooser.note(time, now))
  }
  return paces
}

describe('pace', () => {
  it('stays with full on a quick machine', () => {
    expect(new Set(run(new PaceChooser(), { full: 30, lite: 8 }, 0, 60))).toEqual(new Set(['full']))
  })

  it('changes to lite within four seconds where full is slow, and stays there', () => {
    const chooser = new PaceChooser()
    expect(run(chooser, { full: 90, lite: 20 }, 0, 4).at(-1)).toBe('lite')
    expect(new Set(run(chooser, { full: 90, lite: 20 }, 4, 60))).toEqual(new Set(['lite']))
  })

  it('goes back when the machine has its hands free again', () => {
    const chooser = new PaceChooser()
    run(chooser, { full: 90, lite: 24 }, 0, 15)
    expect(run(chooser, { full: 22, lite: 6 }, 15, 15).at(-1)).toBe('full')
  })

  it('does not swing on a machine in between', () => {
    const chooser = new PaceChooser()
    const paces = run(chooser, { full: 46, lite: 12 }, 0, 120)
    const changes = paces.filter((pace, i) => i > 0 && pace !== paces[i - 1]).length
    expect(changes).toBeLessThanOrEqual(1)
  })

  it('is not misled by a few slow frames', () => {
    const chooser = new PaceChooser()
    run(chooser, { full: 30, lite: 8 }, 0, 5)
    for (let i = 0; i < 8; i++) chooser.note(300, 5000 + 300 * i)
    expect(chooser.pace).toBe('full')
  })
})
