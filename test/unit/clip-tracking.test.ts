import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  ClipTracking,
  type ClipClient,
  type ClipOptions,
} from '../../src/landmarker/tracking/clip-tracking.ts'
import type { TrackedFace } from '../../src/landmarker/tracking/tracker.ts'
import { ANNA, BERT } from '../support/held-engine.ts'
import {
  endSimulation,
  engineTaking,
  FakeFrame,
  shows,
  useSimulation,
  type Person,
} from '../support/simulated-camera.ts'

const released = vi.fn()

function createClient(runMs: number, lookMs: number): ClipClient {
  return { ...engineTaking(runMs, lookMs), keepBackend: () => Promise.resolve(released) }
}

/** Times of 90 frames at a rate that varies between 10 and 60 a second. */
const TIMES = Array.from({ length: 90 }, () => 0)
for (let i = 1; i < TIMES.length; i++) TIMES[i] = TIMES[i - 1]! + 1 / (10 + ((37 * i) % 51))

/** Anna moves, Bert enters after a second. */
const sceneAt = (seconds: number): readonly Person[] => [
  { ...ANNA, centre: [ANNA.centre[0] + 30 * Math.sin(3 * seconds), ANNA.centre[1]] },
  ...(seconds > 1 ? [BERT] : []),
]

/** Tracks all frames on a machine of this speed. */
async function trackAll(runMs: number, lookMs: number, options: ClipOptions = {}) {
  const tracking = new ClipTracking(createClient(runMs, lookMs), options)
  const results: (readonly TrackedFace[])[] = []
  for (const at of TIMES) {
    const frame = new FakeFrame({ people: sceneAt(at) })
    const tracked = tracking.track(frame as never, at)
    await vi.advanceTimersByTimeAsync(runMs + 20 * lookMs)
    results.push((await tracked).faces)
    frame.close()
  }
  tracking.end()
  await vi.advanceTimersByTimeAsync(0)
  return results
}

beforeEach(() => {
  useSimulation()
  released.mockClear()
})
afterEach(endSimulation)

describe('the tracking of a clip', () => {
  it('gives the same faces at any speed of the machine, each frame once', async () => {
    const smoothing = { rest: 1, motion: 12 }
    const fast = await trackAll(5, 2, { smoothing })
    const slow = await trackAll(600, 90, { smoothing })
    expect(fast).toHaveLength(TIMES.length)
    expect(slow).toEqual(fast)
    expect(FakeFrame.open.size).toBe(0)
    expect(released).toHaveBeenCalledTimes(2)
  })

  it('finds a face within 0.6 s of the clip, however long a frame takes', async () => {
    const results = await trackAll(1, 1)
    const entered = results.findIndex((faces) => shows(faces, BERT))
    expect(TIMES[entered]).toBeGreaterThan(1)
    expect(TIMES[entered]).toBeLessThan(1.6)
  })

  it('does not smooth unless asked to', async () => {
    const results = await trackAll(1, 1)
    for (const [face] of results) expect(face!.landmarks).toEqual(face!.measured.wing)
  })

  it('refuses times that fall, and calls after its end', async () => {
    const tracking = new ClipTracking(createClient(1, 1), {})
    const track = async (at: number) => {
      const frame = new FakeFrame({ people: [] })
      const tracked = tracking.track(frame as never, at).finally(() => frame.close())
      tracked.catch(() => undefined)
      await vi.advanceTimersByTimeAsync(100)
      return tracked
    }
    await track(-0.02)
    await track(1)
    await track(1)
    await expect(track(0.5)).rejects.toThrow('a frame at 0.5 s cannot follow one at 1 s')
    await expect(track(NaN)).rejects.toThrow(RangeError)
    tracking.end()
    await expect(track(2)).rejects.toThrow('has ended')
    expect(FakeFrame.open.size).toBe(0)
  })

  it('repeats a frame that was lost with the networks, and ends with an abort', async () => {
    const client = createClient(1, 1)
    let losses = 1
    const abort = new AbortController()
    const lossy: ClipClient = {
      ...client,
      track: (frame, request) => {
        if (losses-- <= 0) return client.track(frame, request)
        frame.close()
        return Promise.resolve(undefined)
      },
    }
    const tracking = new ClipTracking(lossy, { signal: abort.signal })
    const frame = new FakeFrame({ people: [ANNA] })
    const tracked = tracking.track(frame as never, 0)
    await vi.advanceTimersByTimeAsync(100)
    expect((await tracked).faces).toHaveLength(1)
    const late = tracking.track(frame as never, 1)
    late.catch(() => undefined)
    abort.abort(new Error('enough'))
    await expect(late).rejects.toThrow('enough')
    await vi.advanceTimersByTimeAsync(100)
    frame.close()
    expect(FakeFrame.open.size).toBe(0)
    expect(released).toHaveBeenCalledTimes(1)
  })
})
