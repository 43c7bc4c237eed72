import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TrackedFrame } from '../../src/app/self-test/camera-tracking.ts'
import { say, sayInEnglish, StepFailure } from '../../src/app/self-test/finding.ts'
import { computeTrend, describeTrend, summarizeWindow } from '../../src/app/self-test/heat-trend.ts'
import { computeDisagreement, type Measurement } from '../../src/app/self-test/measure.ts'
import { describeAbsence } from '../../src/app/self-test/steps/hidden-tab.ts'
import { describeTurn } from '../../src/app/self-test/steps/turning.ts'
import { setLanguage } from '../../src/app/ui/language.ts'
import { ENGLISH, setCatalogue } from '../../src/app/ui/text.ts'
import { GERMAN } from '../../src/app/ui/text/german.ts'
import type { Point } from '../../src/geometry/point.ts'

/** Frames a tenth of a second apart, from 0 on: width, height, and true for a face. */
const frames = (...given: readonly (readonly [number, number, boolean])[]) =>
  given.map(([width, height, hasFace], i): TrackedFrame => ({
    at: 100 * i,
    delay: 20,
    width,
    height,
    hasFace,
  }))

describe('a turn of the screen', () => {
  const turn = { at: 150, from: 'portrait-primary', to: 'landscape-primary' }

  it('is described by the frame that turned and the landmarks after it', () => {
    const seen = frames(
      [480, 640, true],
      [480, 640, true],
      [480, 640, true],
      [640, 480, false],
      [640, 480, true],
      [640, 480, true],
    )
    expect(sayInEnglish(describeTurn(seen, turn))).toBe(
      'turned from portrait-primary to landscape-primary: the frame turned from 480 × 640 to 640 × 480 after 150 ms; landmarks 250 ms after the turn, a face in 75% of the frames since',
    )
  })

  it('may leave the frame as it is, lose the face, or end the camera', () => {
    const [first, second] = frames([640, 480, true], [640, 480, true])
    expect(
      sayInEnglish(
        describeTurn([first!, second!, ...frames([640, 480, true]).map((f) => ({ ...f, at: 200 }))], turn),
      ),
    ).toContain('the frame stayed 640 × 480; landmarks 50 ms after the turn, a face in 100%')
    expect(
      sayInEnglish(describeTurn(frames([640, 480, true], [640, 480, true], [640, 480, false]), turn)),
    ).toContain('the frame stayed 640 × 480; no face was found any more')
    expect(sayInEnglish(describeTurn([first!], turn))).toContain('no frame came after it')
  })
})

describe('a hidden tab', () => {
  const absence = { from: 1000, to: 4000 }
  const at = (...times: readonly number[]) =>
    times.map((time): TrackedFrame => ({ at: time, delay: 20, width: 640, height: 480, hasFace: true }))

  it('stops the tracking, except for frames on their way, and resumes it', () => {
    expect(sayInEnglish(describeAbsence(at(900, 1100, 4080), absence))).toBe(
      'hidden tab: hidden for 3.0 s, tracking stopped, resumed 80 ms after the return',
    )
  })

  it('may go on, or never resume', () => {
    expect(sayInEnglish(describeAbsence(at(900, 2000, 3000), absence))).toBe(
      'hidden tab: hidden for 3.0 s, 2 frames were tracked meanwhile, did not resume after the return',
    )
  })
})

describe('slowing down by heat', () => {
  const parts = (...medians: readonly number[]) =>
    medians.map((p50, i) => summarizeWindow([p50, p50, p50], i / 2, (i + 1) / 2))

  it('is the change along a straight line through the medians', () => {
    expect(computeTrend(parts(20, 22, 24, 26))).toBeCloseTo(30, 6)
    expect(computeTrend(parts(20, 30, 10, 20))).toBeCloseTo(-26.09, 1)
    expect(computeTrend(parts(20))).toBeUndefined()
  })

  it('is told in words, small changes as none', () => {
    expect(sayInEnglish(describeTrend(parts(20, 22, 24, 26)))).toBe('30% slower at the end than at the start')
    expect(sayInEnglish(describeTrend(parts(26, 24, 22, 20)))).toBe('23% faster at the end than at the start')
    expect(sayInEnglish(describeTrend(parts(20, 20.1, 20.2)))).toBe(
      'as fast at the end as at the start, within 1.0%',
    )
    expect(sayInEnglish(describeTrend(parts(20)))).toBe('too short for a trend')
  })

  it('has the rate and the percentiles of each part', () => {
    const { rate, delay } = summarizeWindow([10, 20, 30, 40], 1, 1.5)
    expect(rate).toBeCloseTo(4 / 30, 9)
    expect(delay).toEqual({ p50: 20, p95: 40, p99: 40, runs: 4 })
  })
})

describe('the disagreement of two backends', () => {
  it('is the mean and the largest distance of their landmarks', () => {
    const measured = (points: readonly Point[]) => ({ points }) as unknown as Measurement
    const one = measured([
      [0, 0],
      [10, 10],
    ])
    const other = measured([
      [3, 4],
      [10, 11],
    ])
    expect(computeDisagreement(one, other)).toEqual({ mean: 3, max: 5 })
  })
})

describe('findings on a German page', () => {
  beforeAll(() => {
    setCatalogue(GERMAN)
    setLanguage('de')
  })
  afterAll(() => {
    setCatalogue(ENGLISH)
    setLanguage('en')
  })

  it('are said in German, and in English in the report', () => {
    const at = (time: number): TrackedFrame => ({
      at: time,
      delay: 20,
      width: 640,
      height: 480,
      hasFace: true,
    })
    const absence = describeAbsence([at(900), at(4080)], { from: 1000, to: 4000 })
    expect(say(absence)).toBe(
      'Verborgener Tab: 3,0 s lang verborgen, die Verfolgung hielt an, 80 ms nach der Rückkehr ging sie weiter',
    )
    expect(sayInEnglish(absence)).toBe(
      'hidden tab: hidden for 3.0 s, tracking stopped, resumed 80 ms after the return',
    )
    const denied = new StepFailure(({ media }) => media.camera.denied)
    expect(say(denied.sentence)).toBe(GERMAN.media.camera.denied)
    expect(denied.message).toBe(ENGLISH.media.camera.denied)
  })
})
