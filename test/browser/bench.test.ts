import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import type { Accuracy } from '../../src/command/bench/accuracy.ts'
import { isMet, ratiosOf } from '../../src/command/bench/ratios.ts'
import { CLIP_FPS } from '../../src/command/bench/page/live.ts'
import { toI420 } from '../../src/command/bench/page/i420.ts'
import { writeBetweenMarkers } from '../../src/command/bench/readme.ts'
import { markdown } from '../../src/command/bench/report.ts'
import { Served } from '../../src/command/bench/served.ts'
import { median, rowOf, type Outcome } from '../../src/command/bench/summary.ts'
import type { Turn } from '../../src/command/bench/turn.ts'
import { writeY4m } from '../../src/command/bench/y4m.ts'
import { useBrowser } from '../support/browsing.ts'
import { fakeCamera } from '../support/faces.ts'

const turn = (fps: number, landmarks: number): Turn => ({
  live: { fps, found: 1, pageFps: 60, interval95: 17 },
  stills: { landmarks: [landmarks], detection: [], found: 0 },
  bytes: 1000,
  memory: undefined,
})

function outcome(name: string, turns: Turn[], errors?: number[]): Outcome {
  const accuracy = errors && ({ interOcular: errors } as unknown as Accuracy)
  const entrant = {
    name,
    title: name,
    library: 'wingmark',
    variant: '',
    backend: 'wasm',
    points: 68,
  } as const
  return { entrant, turns, accuracy }
}

const folder = () => mkdtempSync(join(tmpdir(), 'wingmark-bench-test-'))

describe('bench', () => {
  it('compares round with round, up to the rate of the camera', () => {
    const ratios = ratiosOf([
      outcome('camera', [turn(30, 0), turn(30, 0), turn(30, 0)]),
      outcome('full', [turn(24, 30), turn(12, 60), turn(26, 28)]),
      outcome('lite', [turn(29.6, 4), turn(29.8, 8), turn(29.5, 5)], [0.04, Infinity, 0.02, 0.5]),
      outcome('face-api', [turn(20, 8), turn(10, 16), turn(21, 9)], [0.06, 0.1, 0.06, Infinity]),
      outcome('human', [turn(20, 0), turn(10, 0), turn(20, 0)]),
      outcome('face-mesh', [turn(30, 0), turn(29.9, 0), turn(30, 0)]),
    ])
    const values = ratios.map(({ value }) => value ?? NaN)
    for (const [i, value] of [0.5, 0.5, 1.2, 1, 60, 60].entries()) expect(values[i]).toBeCloseTo(value, 9)
    expect(ratios.map(isMet)).toEqual([true, true, true, true, true, true])
    expect(ratios[1].what).toContain('2 faces')
    expect(ratios[3].what).toContain('face-mesh')
  })

  it('says why a ratio is not known', () => {
    const ratios = ratiosOf([outcome('full', [turn(24, 30)])])
    expect(ratios.map(({ value }) => value)).toEqual([...Array<undefined>(4), 60, undefined])
    expect(ratios[0].why).toBe('lite and face-api did not run')
    expect(isMet(ratios[0])).toBe(undefined)
  })

  it('takes medians over the rounds', () => {
    expect(median([])).toBe(undefined)
    expect(median([3, 1, 2, 10])).toBe(2.5)
    const row = rowOf(outcome('full', [turn(20, 30), turn(10, 40), turn(24, 20)]))
    expect([row?.fps, row?.landmarks, row?.detection, row?.memory]).toEqual([20, 30, undefined, undefined])
  })

  it('counts each file once, as a static host would send it', () => {
    const [library, photos] = [folder(), folder()]
    const [script, weights, photo] = [
      join(library, 'a.js'),
      join(library, 'a.bin'),
      join(photos, 'a.jpg'),
    ] as const
    for (const file of [script, weights, photo]) writeFileSync(file, Buffer.alloc(10_000))
    const served = new Served([photos])
    for (const file of [script, weights, weights, photo]) served.add(file)
    expect(served.bytes).toBeGreaterThan(10_000)
    expect(served.bytes).toBeLessThan(10_200)
    served.clear()
    expect(served.bytes).toBe(0)
  })

  it('says on which machine it ran, and that ratios move with it', () => {
    const machine = {
      cpu: 'A Processor',
      cores: 3,
      memory: 8,
      system: 'linux',
      browser: 'Chromium 1',
      load: 0,
    }
    const text = markdown({
      machine,
      effort: { rounds: 1, seconds: 2, repeats: 3 },
      rows: [],
      absent: [],
      ratios: ratiosOf([]),
      limits: [],
      faces: undefined,
    })
    const [before] = text.split('| wasm')
    expect(before.trim().split('\n').at(-1)).toMatch(
      /^Ratios on A Processor, 3 cores\. They move with the machine/,
    )
    expect(text).toContain(`2 s of a ${CLIP_FPS} fps clip`)
  })

  it('writes between its markers, and nowhere else', () => {
    const file = join(folder(), 'README.md')
    writeFileSync(file, 'before\n<!-- bench -->\nold\n<!-- /bench -->\nafter\n')
    writeBetweenMarkers(file, 'new')
    expect(readFileSync(file, 'utf8')).toBe('before\n<!-- bench -->\n\nnew\n\n<!-- /bench -->\nafter\n')
    writeFileSync(file, 'none')
    expect(() => writeBetweenMarkers(file, 'new')).toThrow('<!-- bench -->')
  })
})

describe('the clip of the bench', () => {
  const SIZE = { width: 64, height: 48 }
  const browser = useBrowser(async () => {
    const file = join(folder(), 'clip.y4m')
    const frames = Array.from({ length: 60 }, (_, i) =>
      new Uint8Array((SIZE.width * SIZE.height * 3) / 2).fill(40 + 3 * i),
    )
    await writeY4m(file, { ...SIZE, fps: CLIP_FPS }, frames)
    return fakeCamera(file)
  })

  it('has the colours of its pixels', () => {
    const of = (...rgb: readonly number[]) => {
      const data = Uint8ClampedArray.from({ length: 16 }, (_, i) => [...rgb, 255][i % 4])
      return [...toI420({ data, width: 2, height: 2 })]
    }
    expect(of(255, 255, 255)).toEqual([235, 235, 235, 235, 128, 128])
    expect(of(0, 0, 0)).toEqual([16, 16, 16, 16, 128, 128])
    expect(of(255, 0, 0)).toEqual([81, 81, 81, 81, 90, 240])
    expect(of(0, 0, 255)).toEqual([41, 41, 41, 41, 240, 110])
  })

  it('is played at 60 frames a second', async () => {
    const page = await browser().newPage()
    try {
      await page.goto(inject('page'))
      const played = await page.evaluate(async (fps) => {
        const stream = await navigator.mediaDevices.getUserMedia({ video: { frameRate: { ideal: fps } } })
        const video = Object.assign(document.createElement('video'), { muted: true, srcObject: stream })
        await video.play()
        const times: number[] = []
        await new Promise<void>((resolve) => {
          const next = () =>
            video.requestVideoFrameCallback((_, { mediaTime }) => {
              times.push(mediaTime)
              if (times.length < 40) next()
              else resolve()
            })
          next()
        })
        const [track] = stream.getVideoTracks()
        const { frameRate } = track.getSettings()
        track.stop()
        return { frameRate, times }
      }, CLIP_FPS)
      expect(played.frameRate).toBe(60)
      // A busy machine leaves frames out, but those that it shows one after another are 1/60 s apart.
      const apart = played.times.slice(1).map((at, i) => at - played.times[i])
      expect(Math.min(...apart)).toBeLessThan(0.025)
    } finally {
      await page.close()
    }
  })
})
