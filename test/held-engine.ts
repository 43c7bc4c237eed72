import { expect, vi } from 'vitest'
import type { Detection } from '../src/geometry/square.ts'
import type { Answer, Ask } from '../src/landmarker/result.ts'
import type { Frame, ImageSource } from '../src/landmarker/source.ts'
import type { TrackEngine, Tracking } from '../src/landmarker/tracking.ts'
import {
  answersTo,
  detectionOf,
  FRAME_MS,
  track,
  type FakeFrame,
  type Person,
  type Scene,
  type Shown,
  type SimulationOptions,
} from './simulated-camera.ts'

export const ANNA: Person = { centre: [160, 240], side: 120 }
export const BERT: Person = { centre: [430, 200], side: 100 }

/** Lets the simulated time of one frame pass. */
export const nextFrame = () => vi.advanceTimersByTimeAsync(FRAME_MS)

/** A run or a detection that has begun, and goes on when the test says so. */
interface Held<Result> {
  readonly frame: FakeFrame
  readonly asks: readonly Ask[]
  end(result: Result): void
  fail(error: Error): void
}

/** An engine whose every step is held until the test ends it. */
export class HeldEngine implements TrackEngine {
  readonly runs: Held<readonly Answer[] | undefined>[] = []
  readonly detections: Held<readonly Person[]>[] = []

  run(frame: Frame, asks: readonly Ask[]): ReturnType<TrackEngine['run']> {
    const times = { stage1: 0, stage2: 0, variants: {} }
    return new Promise((resolve, reject) => {
      this.runs.push({
        frame: frame as unknown as FakeFrame,
        asks,
        end: (faces) => resolve(faces && { frame, faces, times }),
        fail: reject,
      })
    })
  }

  detect(source: ImageSource): Promise<Detection[]> {
    return new Promise((resolve, reject) => {
      this.detections.push({
        frame: source as unknown as FakeFrame,
        asks: [],
        end: (people) => resolve(people.map(detectionOf)),
        fail: reject,
      })
    })
  }

  /** Ends the latest run with what a perfect cascade says of its frame. */
  answerRun(): void {
    const run = this.runs.at(-1)
    run?.end(answersTo(run.asks, run.frame.people))
  }

  /** The same, and waits until the next run has begun. */
  async answerRunAndWait(): Promise<void> {
    const before = this.runs.length
    this.answerRun()
    for (let i = 0; i < 5 && this.runs.length === before; i++) await nextFrame()
  }

  /** Waits until the next detection has begun, and ends it with these people. */
  async answerDetection(people: readonly Person[]): Promise<void> {
    const before = this.detections.length
    for (let i = 0; i < 30 && this.detections.length === before; i++) await nextFrame()
    this.detections.at(-1)?.end(people)
    await nextFrame()
  }
}

/** A tracking that follows Anna since the first frame, and whose second run is held. */
export async function followAnna(
  scene: Scene,
  options?: SimulationOptions,
): Promise<{ engine: HeldEngine; tracking: Tracking; shown: readonly Shown[] }> {
  const engine = new HeldEngine()
  const { tracking, shown } = track(scene, engine, options)
  await nextFrame()
  engine.detections[0].end([ANNA])
  await nextFrame()
  await engine.answerRunAndWait()
  expect(engine.runs).toHaveLength(2)
  return { engine, tracking, shown }
}
