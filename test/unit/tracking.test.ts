import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ANNA, BERT } from '../support/held-engine.ts'
import {
  endSimulation,
  engineTaking,
  FakeFrame,
  FRAME_MS,
  shows,
  track,
  useSimulation,
  type Person,
  type Scene,
  type Shown,
} from '../support/simulated-camera.ts'

const BERT_ELSEWHERE: Person = { centre: [470, 330], side: 110 }

/** Milliseconds of a run of the networks, and in how many a face that entered must have landmarks. */
const RUNS = [
  { runMs: 10, withinMs: 1000 },
  { runMs: 35, withinMs: 1000 },
  { runMs: 120, withinMs: 1000 },
  // Two runs, and a second until the detector has told of the face.
  { runMs: 4000, withinMs: 2 * 4000 + 1000 },
]
const DETECTIONS_MS = [15, 60, 200]
const CASES = RUNS.flatMap((run) => DETECTIONS_MS.map((detectMs) => ({ ...run, detectMs })))

/** Moments spread over a run, or over the time between two detections: the detector's answers meet every phase of both. */
function momentsFrom(start: number, runMs: number): number[] {
  const spread = Math.max(runMs, 500)
  return Array.from({ length: 24 }, (_, i) => start + (i * spread) / 24)
}

/** Everything that is shown of a scene until a time, in milliseconds. */
async function simulate(
  scene: Scene,
  runMs: number,
  detectMs: number,
  until: number,
): Promise<readonly Shown[]> {
  const { tracking, shown } = track(scene, engineTaking(runMs, detectMs))
  await vi.advanceTimersByTimeAsync(until)
  tracking.stop()
  // What still runs ends by itself.
  await vi.advanceTimersByTimeAsync(2 * runMs + 1000)
  return shown
}

/** Milliseconds from `from` to the first result with the person in it. */
function measureDelay(shown: readonly Shown[], person: Person, from: number): number {
  const first = shown.find(({ time, faces }) => time > from && shows(faces, person))
  return first ? first.time - from : Infinity
}

beforeEach(useSimulation)
afterEach(endSimulation)

describe.each(CASES)(
  'with runs of $runMs ms and detections of $detectMs ms',
  ({ runMs, detectMs, withinMs }) => {
    const limit = withinMs + FRAME_MS
    const settled = 2 * runMs + 1500

    it('the first face is followed soon after it enters', async () => {
      for (const enters of momentsFrom(100, runMs)) {
        const scene: Scene = (time) => (time >= enters ? [ANNA] : [])
        const shown = await simulate(scene, runMs, detectMs, enters + limit)
        expect(measureDelay(shown, ANNA, enters), `entering at ${enters}`).toBeLessThanOrEqual(limit)
      }
    })

    it('a second face is followed soon after it enters, and the first one keeps its identity', async () => {
      for (const enters of momentsFrom(settled, runMs)) {
        const scene: Scene = (time) => (time >= enters ? [ANNA, BERT] : [ANNA])
        const shown = await simulate(scene, runMs, detectMs, enters + limit)
        expect(measureDelay(shown, BERT, enters), `entering at ${enters}`).toBeLessThanOrEqual(limit)
        const ids = new Set(
          shown.flatMap(({ faces }) => faces.filter((face) => shows([face], ANNA)).map(({ id }) => id)),
        )
        expect(ids.size).toBe(1)
      }
    })

    it.each([
      ['the same place', BERT],
      ['another place', BERT_ELSEWHERE],
    ])('a face of a group that was lost is followed soon after it returns to %s', async (_, returning) => {
      const leaves = 2 * settled
      for (const [i, returns] of momentsFrom(leaves + 50, runMs).entries()) {
        // Short absences and long ones.
        const back = returns + (i % 3) * (2 * runMs + 400)
        const scene: Scene = (time) => {
          if (time < leaves) return [ANNA, BERT]
          return time < back ? [ANNA] : [ANNA, returning]
        }
        const shown = await simulate(scene, runMs, detectMs, back + limit)
        expect(measureDelay(shown, returning, back), `away from ${leaves} to ${back}`).toBeLessThanOrEqual(
          limit,
        )
      }
    })

    it('closes every frame', async () => {
      await simulate((time) => (time > 700 ? [ANNA, BERT] : [ANNA]), runMs, detectMs, settled + 1000)
      expect(FakeFrame.open.size).toBe(0)
    })
  },
)
