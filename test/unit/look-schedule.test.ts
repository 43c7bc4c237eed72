import { describe, expect, it } from 'vitest'
import { LookSchedule } from '../../src/landmarker/detection/look-schedule.ts'
import { createTiles } from '../../src/landmarker/detection/tiles.ts'

const [WIDTH, HEIGHT] = [640, 480]
const TILES = createTiles(WIDTH, HEIGHT, 40)
const isWhole = ({ side }: { side: number }) => side === WIDTH

/** Looks of some seconds of frames, with how long each look takes. */
function play(seconds: number, fps: number, lookMs: number, isTracking: boolean) {
  const schedule = new LookSchedule()
  const looks: { at: number; side: number; centre: readonly [number, number] }[] = []
  for (let at = 0; at < 1000 * seconds; at += 1000 / fps) {
    const now = schedule.takeDueLooks(WIDTH, HEIGHT, at, isTracking)
    if (now.length > 0) schedule.addTiming(lookMs * now.length, now.length)
    looks.push(...now.map(({ side, centre }) => ({ at, side, centre })))
  }
  return looks
}

describe('the schedule of looks', () => {
  it.each([15, 30, 60])('covers the picture with tiles once a second at %i frames a second', (fps) => {
    expect(TILES.length).toBeGreaterThan(4)
    const looks = play(4, fps, 5, true)
    for (let second = 1; second < 4; second++) {
      const within = looks.filter(
        ({ at, side }) => at >= 1000 * (second - 1) && at < 1100 * second && side < WIDTH,
      )
      expect(new Set(within.map(({ centre }) => centre.join())).size).toBe(TILES.length)
    }
    const tiles = looks.filter((look) => !isWhole(look)).length
    expect(tiles).toBeLessThanOrEqual(4 * TILES.length + 4)
  })

  it.each([
    [true, 8],
    [false, 30],
  ])(
    'looks at the whole picture twice a second, and more often while there is no face (%s)',
    (isTracking, least) => {
      const whole = play(4, 30, 5, isTracking).filter(isWhole).length
      expect(whole).toBeGreaterThanOrEqual(least)
      expect(whole).toBeLessThanOrEqual(least + 11)
    },
  )

  it('spends at most a fifth of the time on tiles, and none where a look is slow', () => {
    const tiles = (lookMs: number) => play(10, 30, lookMs, true).filter((look) => !isWhole(look)).length
    expect(tiles(40) * 40).toBeLessThanOrEqual(2000 + 40)
    expect(tiles(40)).toBeGreaterThan(20)
    expect(tiles(60)).toBe(0)
  })

  it('begins anew with a picture of another size, and looks at once when it is to hurry', () => {
    const schedule = new LookSchedule()
    expect(schedule.takeDueLooks(WIDTH, HEIGHT, 0, true).map(isWhole)).toEqual([true])
    expect(schedule.takeDueLooks(320, 240, 10, true).map(({ side }) => side)).toEqual([320])
    expect(schedule.takeDueLooks(320, 240, 20, true).filter(({ side }) => side === 320)).toEqual([])
    schedule.searchSoon()
    expect(schedule.takeDueLooks(320, 240, 30, true).map(({ side }) => side)).toEqual([320])
  })
})
