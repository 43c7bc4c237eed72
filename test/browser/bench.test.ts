import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import type { Accuracy } from '../../src/command/bench/accuracy.ts'
import { buildBaseline, listPackagedVariants } from '../../src/command/bench/baseline.ts'
import { isMet, computeRatios } from '../../src/command/bench/ratios.ts'
import { CLIP_FPS } from '../../src/command/bench/page/live-session.ts'
import { computeQuantile } from '../../src/command/bench/page/meter.ts'
import { toI420 } from '../../src/command/bench/page/i420.ts'
import { writeBetweenMarkers } from '../../src/command/bench/readme.ts'
import { formatDetectors } from '../../src/command/bench/format.ts'
import { formatBenchmark } from '../../src/command/bench/report.ts'
import { TransferredBytes } from '../../src/command/bench/transferred-bytes.ts'
import { computeScore } from '../../src/evaluation/score.ts'
import { summarizeTrials, type ConfigurationResult } from '../../src/command/bench/summary.ts'
import { computeMedian } from '../../src/landmarker/median.ts'
import type { BenchTrial } from '../../src/command/bench/trial.ts'
import { writeY4m } from '../../src/command/bench/y4m.ts'
import { useBrowser } from '../support/browsing.ts'
import { fakeCamera } from '../support/faces.ts'

const turn = (fps: number, landmarks: number, given: Partial<BenchTrial> = {}): BenchTrial => ({
  live: {
    fps,
    found: 1,
    pageFps: 60,
    interval95: 17,
    results: 10 * fps,
    latency50: undefined,
    latency95: undefined,
  },
  stills: { landmarks: [landmarks], detection: [10 * landmarks], found: 1 },
  bytes: 1_500_000,
  memory: undefined,
  cpuSeconds: 10,
  secondsToLandmarks: 1,
  ...given,
})

const ALONE = { baseline: undefined, precise: false }

function outcome(name: string, turns: BenchTrial[], errors?: number[]): ConfigurationResult {
  const accuracy = errors && ({ interOcular: errors } as unknown as Accuracy)
  const entrant = {
    name,
    title: name,
    library: 'wingmark',
    variant: '',
    backend: 'wasm',
    points: 68,
  } as const
  return { configuration: entrant, trials: turns, accuracy }
}

const folder = () => mkdtempSync(join(tmpdir(), 'wingmark-bench-test-'))

describe('bench', () => {
  it('compares round with round, up to the rate of the camera', () => {
    const ratios = computeRatios(
      [
        outcome('camera', [turn(30, 0), turn(30, 0), turn(30, 0)]),
        outcome('wing', [turn(24, 30), turn(12, 60), turn(26, 28)]),
        outcome('lite', [turn(29.6, 4), turn(29.8, 8), turn(29.5, 5)], [0.04, Infinity, 0.02, 0.5]),
        outcome('face-api', [turn(20, 8), turn(10, 16), turn(21, 9)], [0.06, 0.1, 0.06, Infinity]),
        outcome('human', [turn(20, 0), turn(10, 0), turn(20, 0)]),
        outcome('face-mesh', [turn(30, 0), turn(29.9, 0), turn(30, 0)]),
      ],
      ALONE,
    )
    const values = ratios.map(({ value }) => value ?? NaN)
    const expected = [0.5, 0.5, 1.2, 1, 60, 60, 0.5, 3.75, 30 / 29.6, 1.5]
    expect(values).toHaveLength(expected.length)
    for (const [i, value] of expected.entries()) expect(values[i]).toBeCloseTo(value, 9)
    expect(ratios.map(isMet)).toEqual([true, true, true, true, true, true, true, false, false, true])
    expect(ratios[8]!.label).toContain('face-mesh')
    expect(ratios[1]!.label).toContain('2 faces')
    expect(ratios[3]!.label).toContain('face-mesh')
  })

  it('says why a ratio is not known', () => {
    const ratios = computeRatios([outcome('wing', [turn(24, 30)])], ALONE)
    const nothing = Array<undefined>(4)
    expect(ratios.map(({ value }) => value)).toEqual([...nothing, 60, undefined, ...nothing])
    expect(ratios[0]!.reason).toBe('lite and face-api did not run')
    expect(isMet(ratios[0]!)).toBe(undefined)
  })

  it('compares lite with that of a baseline, and precise with wing', () => {
    const ratios = computeRatios(
      [
        outcome('lite', [turn(40, 4, { memory: 3e8, cpuSeconds: 8, secondsToLandmarks: 1 })]),
        outcome('baseline-lite', [turn(20, 4, { memory: 6e8, cpuSeconds: 10, secondsToLandmarks: 4 })]),
        outcome('wing', [turn(20, 20)]),
        outcome('precise', [turn(20, 25)]),
      ],
      { baseline: 'abc1234', precise: true },
    )
    const last = ratios.slice(-4)
    // 20 and 50 ms of processor time a frame.
    expect(last.map(({ value }) => value)).toEqual([0.4, 0.5, 0.25, 1.25])
    expect(last.map(isMet)).toEqual([true, true, true, false])
    expect(last[0]!.label).toContain('abc1234')
  })

  it('takes medians over the rounds', () => {
    expect(computeMedian([])).toBe(undefined)
    expect(computeMedian([3, 1, 2, 10])).toBe(2.5)
    const row = summarizeTrials(outcome('wing', [turn(20, 30), turn(10, 40), turn(24, 20)]), 10)
    expect([row?.fps, row?.landmarks, row?.detection, row?.memory]).toEqual([20, 30, 300, undefined])
    expect([row?.cpuMsPerFrame, row?.cores, row?.secondsToLandmarks]).toEqual([50, 1, 1])
  })

  it('says that a baseline is no commit, and names its variants by the files of its package', () => {
    expect(() => buildBaseline('no-such-commit', folder(), () => undefined)).toThrow(
      '--baseline must be a commit of this repository, not "no-such-commit".',
    )
    expect(() => buildBaseline('--all', folder(), () => undefined)).toThrow('--baseline must be a commit')
    const built = folder()
    mkdirSync(join(built, 'assets'))
    for (const name of ['wing-stage1.bin', 'wing-stage2.bin', 'smooth-l1-stage1.bin', 'blaze-face.bin']) {
      writeFileSync(join(built, 'assets', name), '')
    }
    expect(listPackagedVariants(built)).toEqual(['smooth-l1', 'wing'])
  })

  it('takes the value that a share of them does not exceed', () => {
    const values = Array.from({ length: 20 }, (_, i) => 20 - i)
    expect([computeQuantile(values, 0.5), computeQuantile(values, 0.95), computeQuantile([7], 0.5)]).toEqual([
      10, 19, 7,
    ])
    expect(computeQuantile([], 0.5)).toBe(undefined)
  })

  it('counts each file once, as a static host would send it', () => {
    const [library, photos] = [folder(), folder()]
    const [script, weights, photo] = [
      join(library, 'a.js'),
      join(library, 'a.bin'),
      join(photos, 'a.jpg'),
    ] as const
    for (const file of [script, weights, photo]) writeFileSync(file, Buffer.alloc(10_000))
    const served = new TransferredBytes([photos])
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
    const text = formatBenchmark({
      machine,
      lengths: { rounds: 1, seconds: 2, repeats: 3 },
      rows: [],
      skipped: [],
      ratios: computeRatios([], ALONE),
      limits: [],
      visits: [],
      detectors: [],
      faces: undefined,
    })
    const before = text.split('| wasm')[0]!
    expect(before.trim().split('\n').at(-1)).toMatch(
      /^Ratios on A Processor, 3 cores\. They depend on the machine/,
    )
    expect(text).toContain(`2 s of a ${CLIP_FPS} fps clip`)
  })

  it('lists what each detector found, and with which weights', () => {
    const interOcular = [0.04, Infinity]
    const accuracy: Accuracy = { score: computeScore([0.05, Infinity], interOcular), interOcular }
    const row = { title: 'Before', upright: accuracy, turned: accuracy, photos: [1, 0, 4] }
    const text = formatDetectors([{ ...row, note: 'it has no heat maps' }])
    expect(text).toContain('1 of 2')
    expect(text).toContain('5 (1 0 4)')
    expect(text).toContain('Before ran with its own weights instead of today’s: it has no heat maps.')
    expect(formatDetectors([{ ...row, note: undefined }])).toContain('with today’s weights')
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
      const data = Uint8ClampedArray.from({ length: 16 }, (_, i) => [...rgb, 255][i % 4]!)
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
        const track = stream.getVideoTracks()[0]!
        const { frameRate } = track.getSettings()
        track.stop()
        return { frameRate, times }
      }, CLIP_FPS)
      expect(played.frameRate).toBe(60)
      // A busy machine leaves frames out, but those that it shows one after another are 1/60 s apart.
      const apart = played.times.slice(1).map((at, i) => at - played.times[i]!)
      expect(Math.min(...apart)).toBeLessThan(0.025)
    } finally {
      await page.close()
    }
  })
})
