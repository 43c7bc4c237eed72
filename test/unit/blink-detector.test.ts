import { describe, expect, it } from 'vitest'
import { sampleNormal, createRandom } from '../../src/evaluation/random.ts'
import { BlinkDetector, type Blink } from '../../src/measures/blink-detector.ts'

/** Something that the lids do: down, closed for a while, up again. */
interface Movement {
  readonly start: number
  /** Seconds of the three parts. */
  readonly parts: readonly [down: number, closed: number, up: number]
  /** Share of the open eye's ratio that is lost. */
  readonly depth: number
}

const computeLength = ({ parts: [down, closed, up] }: Movement) => down + closed + up

/** Share of the open eye's ratio that is lost at a time; lids speed up and slow down as a cosine does. */
function lostAt(time: number, { start, parts: [down, closed, up], depth }: Movement): number {
  const since = time - start
  const ease = (share: number) => 0.5 - 0.5 * Math.cos(Math.PI * Math.min(1, Math.max(0, share)))
  return depth * (since < down + closed ? ease(since / down) : 1 - ease((since - down - closed) / up))
}

const blink = (start: number, length: number): Movement => ({
  start,
  parts: [0.3 * length, 0.2 * length, 0.5 * length],
  depth: 0.75,
})

/** Blinks of 0.1 to 0.4 s, one about every 2.5 seconds, from second 1 on. */
function randomBlinks(seconds: number, random: () => number): Movement[] {
  const blinks: Movement[] = []
  for (let start = 1; start < seconds - 1; start += 1 + 3 * random())
    blinks.push(blink(start, 0.1 + 0.3 * random()))
  return blinks
}

interface Clip {
  readonly seconds: number
  readonly fps: number
  readonly movements: readonly Movement[]
  readonly open?: number
  /** Deviation of the ratio. */
  readonly noise?: number
  /** Share of frames that are missing, and of the interval by which each is early or late. */
  readonly dropped?: number
  readonly jitter?: number
  readonly seed?: number
}

function* frames({
  seconds,
  fps,
  movements,
  open = 0.3,
  noise = 0,
  dropped = 0,
  jitter = 0,
  seed = 1,
}: Clip) {
  const random = createRandom(seed)
  for (let frame = 0; frame < seconds * fps; frame++) {
    const time = (frame + 0.5 + jitter * (random() - 0.5)) / fps
    const lost = movements.reduce((sum, movement) => sum + lostAt(time, movement), 0)
    const ratio = open * (1 - lost) + noise * sampleNormal(random)
    if (random() >= dropped) yield { time, ratio }
  }
}

function detect(clip: Clip, detector = new BlinkDetector()): Blink[] {
  return [...frames(clip)].flatMap(({ time, ratio }) => detector.update(time, ratio) ?? [])
}

/** True blinks that a found one overlaps, and found ones that overlap none. */
function match(found: readonly Blink[], truth: readonly Movement[]) {
  const overlaps = (blink: Blink, movement: Movement) =>
    blink.start < movement.start + computeLength(movement) + 0.07 &&
    blink.start + blink.length > movement.start - 0.07
  const hits = truth.flatMap((movement) => {
    const blink = found.find((candidate) => overlaps(candidate, movement))
    return blink ? [{ movement, blink }] : []
  })
  return { hits, extra: found.filter((blink) => !truth.some((movement) => overlaps(blink, movement))) }
}

describe('blinks', () => {
  it.each([15, 30, 60])('at %i fps are found with start, length and depth', (fps) => {
    for (const length of [0.1, 0.2, 0.3, 0.4]) {
      const movements = [blink(2, length), blink(4, length)]
      const found = detect({ seconds: 6, fps, movements })
      expect(found).toHaveLength(2)
      for (const [i, { start, length: seconds, depth }] of found.entries()) {
        expect(start).toBeGreaterThan(movements[i]!.start - 0.5 / fps)
        expect(start).toBeLessThan(movements[i]!.start + 0.3 * length + 1 / fps)
        expect(seconds).toBeLessThan(length + 1 / fps)
        expect(seconds).toBeGreaterThan(0.5 * length - 1 / fps)
        expect(depth).toBeLessThanOrEqual(0.7501)
        expect(depth).toBeGreaterThan(fps === 15 && length < 0.2 ? 0.3 : 0.6)
      }
    }
  })

  it.each([
    { name: '15 fps', fps: 15, least: 0.98 },
    { name: '30 fps', fps: 30, least: 0.99 },
    { name: '60 fps', fps: 60, least: 0.99 },
    { name: '24 fps that vary', fps: 24, jitter: 0.9, least: 0.99 },
    { name: '30 fps, a fifth dropped', fps: 30, dropped: 0.2, jitter: 0.5, least: 0.97 },
    { name: '15 fps, a tenth dropped', fps: 15, dropped: 0.1, jitter: 0.5, least: 0.95 },
  ])('are found in noise: $name', ({ name, least, ...clip }) => {
    const counts = { truth: 0, hits: 0, extra: 0, seconds: 0 }
    const off: { start: number; length: number }[] = []
    for (const [seed, open] of [0.2, 0.25, 0.3, 0.35, 0.4].entries()) {
      const movements = randomBlinks(120, createRandom(seed))
      const found = detect({ ...clip, seconds: 120, movements, open, noise: 0.04 * open, seed })
      const { hits, extra } = match(found, movements)
      counts.truth += movements.length
      counts.hits += hits.length
      counts.extra += extra.length
      counts.seconds += 120
      for (const { movement, blink } of hits) {
        off.push({ start: blink.start - movement.start, length: blink.length - computeLength(movement) })
      }
    }
    if (process.env.WINGMARK_FIGURES) {
      const mean = (of: 'start' | 'length') => off.reduce((sum, value) => sum + value[of], 0) / off.length
      console.log(name, counts, 'start, length later or longer than true:', mean('start'), mean('length'))
    }
    expect(counts.hits / counts.truth).toBeGreaterThanOrEqual(least)
    expect(counts.extra / counts.truth).toBeLessThanOrEqual(0.01)
  })

  it.each([15, 30, 60])('are no slow squints, at %i fps', (fps) => {
    let extra = 0
    let missed = 0
    let squints = 0
    for (let seed = 0; seed < 5; seed++) {
      const random = createRandom(seed)
      const slow: Movement[] = []
      const quick: Movement[] = []
      for (let start = 2; start < 110; start += 8) {
        const parts = [0.4 + 0.8 * random(), 0.2 + 2 * random(), 0.4 + 0.8 * random()] as const
        slow.push({ start, parts, depth: 0.3 + 0.3 * random() })
        quick.push(blink(start + 6, 0.1 + 0.3 * random()))
      }
      const found = detect({ seconds: 120, fps, movements: [...slow, ...quick], noise: 0.01, seed })
      const { hits, extra: others } = match(found, quick)
      squints += slow.length
      extra += others.length
      missed += quick.length - hits.length
    }
    if (process.env.WINGMARK_FIGURES)
      console.log(`${fps} fps: of ${squints} squints ${extra} blinks; missed`, missed)
    expect(extra / squints).toBeLessThanOrEqual(0.02)
    expect(missed / squints).toBeLessThanOrEqual(0.02)
  })

  it('are measured against the level of the person, which follows slowly', () => {
    const detector = new BlinkDetector()
    detect({ seconds: 6, fps: 30, movements: [], open: 0.22 }, detector)
    expect(detector.openLevel).toBeCloseTo(0.22, 6)
    const narrow: Movement = { start: 6, parts: [1, 100, 1], depth: 0.4 }
    const movements = [narrow, { ...blink(15, 0.2), depth: 0.3 }]
    const found = [...frames({ seconds: 18, fps: 30, movements })].flatMap(
      ({ time, ratio }) => detector.update(time, ratio) ?? [],
    )
    expect(found.map(({ start }) => Math.round(start))).toEqual([15])
    expect(found[0]!.depth).toBeCloseTo(0.5, 1)
  })

  it('are not seen in eyes that are shut from the start, or for long', () => {
    const shut = (start: number, closed: number): Movement => ({
      start,
      parts: [0.1, closed, 0.1],
      depth: 0.75,
    })
    expect(detect({ seconds: 5, fps: 30, movements: [shut(-1, 2)] })).toEqual([])
    expect(detect({ seconds: 8, fps: 30, movements: [shut(3, 1.5)] })).toEqual([])
  })

  it('are given up where a face is lost, and followed over a short gap', () => {
    const movements = [blink(2, 0.3)]
    const without = (from: number, to: number) => {
      const detector = new BlinkDetector()
      return [...frames({ seconds: 4, fps: 30, movements })].flatMap(
        ({ time, ratio }) => detector.update(time, time > from && time < to ? undefined : ratio) ?? [],
      )
    }
    expect(without(2.1, 2.2)).toHaveLength(1)
    expect(without(2.1, 3)).toEqual([])
  })

  it('survive seeks, repeated frames and numbers that are none', () => {
    const detector = new BlinkDetector()
    const clip = { seconds: 4, fps: 30, movements: [blink(2, 0.2)] }
    for (let round = 0; round < 2; round++) {
      const found: Blink[] = []
      for (const { time, ratio } of frames(clip)) {
        expect(detector.update(time, NaN)).toBeUndefined()
        expect(detector.update(NaN, ratio)).toBeUndefined()
        found.push(
          ...[detector.update(time, ratio), detector.update(time, 0)].flatMap((value) => value ?? []),
        )
      }
      expect(found).toHaveLength(1)
    }
    detector.reset()
    expect([detector.openLevel, detector.closed]).toEqual([undefined, false])
  })
})
