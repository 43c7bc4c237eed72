import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ClipAnalysis, type ClipFrame } from '../../src/analysis/clip-analysis.ts'
import type { FaceRow } from '../../src/analysis/face-row.ts'
import { ClipTracking, type ClipOptions } from '../../src/landmarker/tracking/clip-tracking.ts'
import { ANNA, BERT } from '../support/held-engine.ts'
import {
  endSimulation,
  engineTaking,
  FakeFrame,
  useSimulation,
  type Person,
} from '../support/simulated-camera.ts'

/** Times of 90 frames at a rate that varies; two frames share a time. */
const TIMES = Array.from({ length: 90 }, () => 0)
for (let i = 1; i < TIMES.length; i++) TIMES[i] = TIMES[i - 1]! + (i === 40 ? 0 : 1 / (10 + ((37 * i) % 51)))

/** Anna moves and is hidden for a while, Bert enters after a second. */
const sceneAt = (seconds: number): readonly Person[] => [
  ...(seconds > 1.4 && seconds < 1.5
    ? []
    : [{ ...ANNA, centre: [ANNA.centre[0] + 30 * Math.sin(3 * seconds), ANNA.centre[1]] as const }]),
  ...(seconds > 1 ? [BERT] : []),
]

/** Frames of the clip from the one that is shown at `start` on, as a file gives them. */
async function* readFrames(start: number): AsyncGenerator<ClipFrame, void> {
  const first = Math.max(
    0,
    TIMES.findLastIndex((at) => at <= start),
  )
  for (const at of TIMES.slice(first)) {
    await Promise.resolve()
    yield { frame: new FakeFrame({ people: sceneAt(at) }) as never, timestampSeconds: at }
  }
}

/** Analyses the clip, interrupted after frames of these numbers. */
async function analyse(interruptedAfter: readonly number[], options: ClipOptions = {}) {
  const client = { ...engineTaking(0, 0), keepBackend: () => Promise.resolve(() => undefined) }
  const analysis = new ClipAnalysis({ trackClip: (given) => new ClipTracking(client, given ?? {}) }, options)
  const rows: FaceRow[] = []
  for (const last of [...interruptedAfter, Infinity]) {
    for await (const { frame, rows: found } of analysis.analyse(readFrames(analysis.resumesAt))) {
      rows.push(...found)
      if (frame === last) break
    }
  }
  analysis.end()
  return rows
}

beforeEach(useSimulation)
afterEach(endSimulation)

describe('an analysis that is interrupted', () => {
  it.each([
    ['without smoothing', {}],
    ['with smoothing', { smoothing: { rest: 1, motion: 12 } }],
  ])('gives the rows of one that is not, %s', async (_, options: ClipOptions) => {
    const settle = async <T>(work: Promise<T>) => {
      await vi.runAllTimersAsync()
      return work
    }
    const whole = await settle(analyse([], options))
    const frames = [...new Set(whole.map(({ frame }) => frame))]
    expect(frames).toEqual(TIMES.map((_time, i) => i + 1))
    expect(new Set(whole.map(({ faceId }) => faceId)).size).toBeGreaterThan(1)
    // At the start, at both frames of one time, one after another, and at the last one.
    expect(await settle(analyse([1, 30, 31, 40, 41, 42, 60, 90], options))).toEqual(whole)
  })
})
