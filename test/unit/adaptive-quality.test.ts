import { describe, expect, it } from 'vitest'
import { QualityController, type Quality } from '../../src/landmarker/adaptive-quality.ts'

/** A machine: milliseconds that a frame takes on it, and CNN-7 of lite alone. */
interface Machine {
  readonly precise: number
  readonly lite: number
  readonly network: number
}

/** A visit on a machine, whose networks follow the pace at once. */
class Run {
  readonly #chooser = new QualityController()
  #now = 0
  pace: Quality = 'lite'

  /** Simulates this many seconds; returns the quality after each frame. */
  go({ precise, lite, network }: Machine, seconds: number): Quality[] {
    const paces: Quality[] = []
    for (const end = this.#now + seconds * 1000; this.#now < end;) {
      const all = this.pace === 'precise' ? precise : lite
      this.#now += Math.max(33, all)
      const took = {
        quality: this.pace,
        totalMs: all,
        networkMs: this.pace === 'precise' ? 10 * network : network,
      }
      this.pace = this.#chooser.addFrame(took, this.#now)
      paces.push(this.pace)
    }
    return paces
  }
}

const changes = (paces: readonly Quality[]) =>
  paces.filter((pace, i) => i > 0 && pace !== paces[i - 1]).length

describe('pace', () => {
  it('goes from lite to precise within two seconds on a quick machine, and stays there', () => {
    const run = new Run()
    const machine = { precise: 22, lite: 5, network: 2 }
    expect(run.go(machine, 0.1)).toContain('lite')
    expect(run.go(machine, 2).at(-1)).toBe('precise')
    expect(new Set(run.go(machine, 60))).toEqual(new Set(['precise']))
  })

  it('never asks for precise on a slow machine', () => {
    const machine = { precise: 90, lite: 20, network: 8 }
    expect(new Set(new Run().go(machine, 120))).toEqual(new Set(['lite']))
  })

  it('tries precise on graphics hardware, where lite tells little of it, and goes back if it is slow', () => {
    const good = new Run()
    good.go({ precise: 12, lite: 8, network: 0 }, 30)
    expect(good.pace).toBe('precise')
    const weak = new Run()
    const paces = weak.go({ precise: 90, lite: 20, network: 0 }, 120)
    expect(changes(paces)).toBe(2)
    expect(weak.pace).toBe('lite')
  })

  it('changes to lite within four seconds where precise was asked for and is slow', () => {
    const chooser = new QualityController()
    let now = 0
    let pace: Quality = 'precise'
    while (now < 4000) {
      now += 90
      pace = chooser.addFrame({ quality: 'precise', totalMs: 90, networkMs: 80 }, now)
    }
    expect(pace).toBe('lite')
  })

  it('goes back when the machine has its hands free again', () => {
    const run = new Run()
    run.go({ precise: 22, lite: 5, network: 2 }, 5)
    expect(run.pace).toBe('precise')
    run.go({ precise: 90, lite: 24, network: 9 }, 15)
    expect(run.pace).toBe('lite')
    run.go({ precise: 22, lite: 6, network: 2 }, 15)
    expect(run.pace).toBe('precise')
  })

  it('does not swing on a machine in between', () => {
    for (const precise of [40, 44, 46, 50, 60]) {
      const machine = { precise, lite: precise / 4, network: precise / 12 }
      expect(changes(['lite', ...new Run().go(machine, 120)])).toBeLessThanOrEqual(2)
    }
  })

  it('is not misled by a few slow frames', () => {
    const run = new Run()
    run.go({ precise: 30, lite: 8, network: 2 }, 15)
    run.go({ precise: 300, lite: 300, network: 200 }, 2)
    expect(run.go({ precise: 30, lite: 8, network: 2 }, 0.1).at(-1)).toBe('precise')
  })

  it('goes on with the networks that run while others are loaded', () => {
    const chooser = new QualityController()
    const lite = { quality: 'lite', totalMs: 5, networkMs: 2 } as const
    const asked: Quality[] = []
    for (let now = 0; now < 20_000; now += 33) asked.push(chooser.addFrame(lite, now))
    // Asked for again at every frame: it may fail the first time.
    expect(new Set(asked.slice(40))).toEqual(new Set(['precise']))
  })
})

describe('pace of a photo', () => {
  const judge = (all: number, network: number) =>
    new QualityController().judgePhoto({ quality: 'lite', totalMs: all, networkMs: network })

  it('chooses precise where a camera would, though a first run takes twice as long', () => {
    expect([judge(5, 2), judge(9, 3.6), judge(5.3, 4.5), judge(80, 0)]).toEqual(Array(4).fill('precise'))
    expect([judge(20, 8), judge(40, 16), judge(100, 0)]).toEqual(Array(3).fill('lite'))
    expect(new QualityController().judgePhoto({ quality: 'precise', totalMs: 500, networkMs: 450 })).toBe(
      'precise',
    )
  })

  it('heeds what a camera has shown of precise', () => {
    const chooser = new QualityController()
    for (let now = 0; now < 6000; now += 90)
      chooser.addFrame({ quality: 'precise', totalMs: 90, networkMs: 80 }, now)
    expect(chooser.judgePhoto({ quality: 'lite', totalMs: 3, networkMs: 1 })).toBe('lite')
  })
})
