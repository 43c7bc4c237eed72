import { expect, vi } from 'vitest'
import type { SearchResult } from '../../src/landmarker/detection/face-finder.ts'
import type { CascadeEngine } from '../../src/landmarker/worker/pipeline.ts'
import type { RoiResult, Roi } from '../../src/landmarker/result.ts'
import type { Frame } from '../../src/landmarker/source.ts'
import type { FrameRequest, TrackingClient, Tracking } from '../../src/landmarker/tracking/tracking.ts'
import {
  answersTo,
  createDetection,
  FRAME_MS,
  createPipeline,
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

/** A run of the networks that has begun, and goes on when the test says so. */
interface HeldRun {
  readonly frame: FakeFrame
  readonly asks: readonly Roi[]
  end(answers: readonly RoiResult[]): void
  fail(error: Error): void
}

/** The real pipeline, whose runs are held until the test ends them, and whose looks see what it says. */
export class HeldEngine implements TrackingClient {
  readonly runs: HeldRun[] = []
  /** Times that the search was asked to hurry. */
  hurried = 0
  #seen: readonly Person[] | Error | undefined
  #isLost = false
  #pipeline = this.#create()

  #create() {
    const run: CascadeEngine['run'] = (source, asks) =>
      new Promise((resolve, reject) => {
        const times = { stage1: 0, stage2: 0, variants: {} }
        this.runs.push({
          frame: source as unknown as FakeFrame,
          asks,
          end: (faces) => resolve({ faces, times }),
          fail: reject,
        })
      })
    return createPipeline(run, () => ({
      searchFrame: () => this.#look(),
      lastSearchMs: 0,
      searchSoon: () => void this.hurried++,
    }))
  }

  #look(): Promise<SearchResult | undefined> {
    const seen = this.#seen
    this.#seen = undefined
    if (seen instanceof Error) return Promise.reject(seen)
    return Promise.resolve(seen && { detections: seen.map(createDetection), covers: () => true })
  }

  /**
   * Sets the people detected in the next frame, or the error of its detection; without a call there is no detection.
   */
  setPeople(people: readonly Person[] | Error): void {
    this.#seen = people
  }

  async track(frame: Frame, request: FrameRequest): ReturnType<TrackingClient['track']> {
    try {
      return await this.#pipeline.engine.track(frame, request)
    } catch (error) {
      if (!this.#isLost) throw error
      this.#isLost = false
      this.#pipeline = this.#create()
      return undefined
    }
  }

  end(): void {
    this.#pipeline.engine.end()
  }

  /** Loses the networks over the latest run, with all that the pipeline knows; the next frame meets new ones. */
  lose(): void {
    this.#isLost = true
    this.runs.at(-1)?.fail(new Error('lost'))
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
}

/** A tracking that follows Anna since the first frame, and whose second run is held. */
export async function followAnna(
  scene: Scene,
  options?: SimulationOptions,
): Promise<{ engine: HeldEngine; tracking: Tracking; shown: readonly Shown[] }> {
  const engine = new HeldEngine()
  const { tracking, shown } = track(scene, engine, options)
  engine.setPeople([ANNA])
  await nextFrame()
  await engine.answerRunAndWait()
  expect(engine.runs).toHaveLength(2)
  return { engine, tracking, shown }
}
