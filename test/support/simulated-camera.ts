import { vi } from 'vitest'
import { DETECTOR_GEOMETRY, MEAN_SHAPE } from '../../src/geometry/face.ts'
import { distance, rotate, type Point } from '../../src/geometry/point.ts'
import type { Detection } from '../../src/geometry/square.ts'
import { BlazeFaceVideoSearch } from '../../src/landmarker/detection/blaze-face-video.ts'
import type { FaceFinder, VideoSearch } from '../../src/landmarker/detection/face-finder.ts'
import { Pipeline, type CascadeEngine } from '../../src/landmarker/worker/pipeline.ts'
import type { RoiResult, Roi } from '../../src/landmarker/result.ts'
import type { TrackedFace } from '../../src/landmarker/tracking/tracker.ts'
import { Tracking, type TrackingClient, type TrackOptions } from '../../src/landmarker/tracking/tracking.ts'

/** A face in a simulated picture: the middle, the side and the roll of its square. */
export interface Person {
  readonly centre: Point
  readonly side: number
  readonly roll?: number
}

/** The landmarks of a person: the mean shape at the person's place. */
export function createLandmarks({ centre, side, roll = 0 }: Person): Point[] {
  return MEAN_SHAPE.map((point) => {
    const [x, y] = rotate([point[0] * side, point[1] * side], roll)
    return [x + centre[0], y + centre[1]]
  })
}

/** Creates a perfect detector's detection of a person. */
export function createDetection({ centre, side }: Person): Detection {
  const { offset, size } = DETECTOR_GEOMETRY.short
  const [x, y] = [centre[0] + offset[0] * side, centre[1] + offset[1] * side]
  const eyes: [Point, Point] = [
    [x - 0.2 * side, y],
    [x + 0.2 * side, y],
  ]
  return { centre: [x, y], size: size * side, eyes, model: 'short' }
}

/** A perfect cascade: for each region the person nearest to it, or nobody. */
export function answersTo(asks: readonly Roi[], people: readonly Person[]): RoiResult[] {
  return asks.map(({ id, square }) => {
    const far = ({ centre }: Person) => distance(centre, square.centre)
    const person = people.toSorted((p, q) => far(p) - far(q)).at(0)
    const there = person && far(person) < 0.5 * square.side
    const landmarks = there ? createLandmarks(person) : createLandmarks(square)
    return {
      id,
      stage1: undefined,
      square,
      landmarks,
      variants: { wing: landmarks },
      confidences: {},
      presence: there ? 0.99 : 0.01,
    }
  })
}

/** A frame that knows who was in the picture when it was taken, and that is counted until it is closed. */
export class FakeFrame {
  static readonly open = new Set<FakeFrame>()
  readonly displayWidth = 640
  readonly displayHeight = 480
  readonly people: readonly Person[]

  constructor(video: { readonly people: readonly Person[] }) {
    this.people = video.people
    FakeFrame.open.add(this)
  }

  clone(): FakeFrame {
    return new FakeFrame(this)
  }

  close(): void {
    FakeFrame.open.delete(this)
  }
}

/** Milliseconds from frame to frame of the simulated camera. */
export const FRAME_MS = 1000 / 30

/** Milliseconds since the simulated camera was started give whoever is in the picture then. */
export type Scene = (time: number) => readonly Person[]

/** A video at 30 frames a second. */
class FakeVideo {
  readonly videoWidth = 640
  readonly videoHeight = 480
  readonly #scene: Scene
  readonly #began = performance.now()

  constructor(scene: Scene) {
    this.#scene = scene
  }

  get time(): number {
    return performance.now() - this.#began
  }

  get people(): readonly Person[] {
    return this.#scene(this.time)
  }

  requestVideoFrameCallback(callback: (now: number, metadata: { mediaTime: number }) => void): number {
    // Frames come at whole multiples, as from a camera's own clock.
    const next = (Math.floor(this.time / FRAME_MS + 1e-6) + 1) * FRAME_MS
    setTimeout(() => callback(performance.now(), { mediaTime: next / 1000 }), next - this.time)
    return 0
  }
}

/** Replaces `VideoFrame`, the clock and the timers by those of the simulation, from time 0 on. */
export function useSimulation(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'], now: 0 })
  vi.stubGlobal('VideoFrame', FakeFrame)
  FakeFrame.open.clear()
}

/** Ends the simulation. */
export function endSimulation(): void {
  vi.useRealTimers()
  vi.unstubAllGlobals()
}

/** Whoever is in a frame that the tracking handed on. */
export const peopleIn = (frame: unknown): readonly Person[] => (frame as FakeFrame).people

/** Faces shown by the tracking, and the time in milliseconds since the camera was started. */
export interface Shown {
  readonly time: number
  readonly faces: readonly TrackedFace[]
}

/** Options of tracking a simulated video; `callback` and `onEnd` are called too. */
export interface SimulationOptions extends TrackOptions {
  readonly callback?: () => void
  readonly onEnd?: () => void
}

/** Follows the faces of a simulated video; `shown` grows with each frame that the tracking gives. */
export function track(
  scene: Scene,
  engine: TrackingClient,
  { callback, onEnd, ...options }: SimulationOptions = {},
): { readonly tracking: Tracking; readonly shown: readonly Shown[] } {
  const shown: Shown[] = []
  const video = new FakeVideo(scene)
  const tracking = new Tracking(
    video as unknown as HTMLVideoElement,
    engine,
    ({ faces }) => {
      shown.push({ time: video.time, faces })
      callback?.()
    },
    options,
    onEnd,
  )
  return { tracking, shown }
}

/** The real pipeline over a fake cascade and a fake search for faces, as a tracking reaches it in a worker. */
export function createPipeline(
  run: CascadeEngine['run'],
  startVideo: (isClip: boolean) => VideoSearch,
): { readonly pipeline: Pipeline; readonly engine: TrackingClient } {
  const finder: FaceFinder = {
    takesPixels: false,
    startVideo,
    detect: () => Promise.resolve([]),
    dispose: () => undefined,
  }
  const pipeline = new Pipeline({ run, cutsPixels: false }, finder)
  const engine: TrackingClient = {
    async track(frame, request) {
      try {
        return { ...(await pipeline.track(frame, { ...request, tracking: 1 })), frame }
      } catch (error) {
        frame.close()
        throw error
      }
    },
    end: () => pipeline.endTracking(1),
  }
  return { pipeline, engine }
}

/** An engine whose runs take these milliseconds, and each look at a part of the picture those. */
export function engineTaking(runMs: number, lookMs: number): TrackingClient {
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  const run: CascadeEngine['run'] = async (source, asks) => {
    const people = peopleIn(source)
    await wait(runMs)
    return { faces: answersTo(asks, people), times: { stage1: 0, stage2: runMs, variants: {} } }
  }
  const startVideo = (isClip: boolean) =>
    new BlazeFaceVideoSearch(async (source, looks) => {
      const people = peopleIn(source)
      await wait(lookMs * looks.length)
      const isShown = ({ centre: [x, y], side }: Person) =>
        looks.some(
          (look) =>
            Math.abs(x - look.centre[0]) + side / 2 < look.side / 2 &&
            Math.abs(y - look.centre[1]) + side / 2 < look.side / 2,
        )
      const seen = people.filter(isShown).toSorted((p, q) => q.side - p.side)
      return { detections: seen.map(createDetection), covers: (square) => isShown(square) }
    }, isClip)
  return createPipeline(run, startVideo).engine
}

/** Tells whether these faces include this person's landmarks, within a tenth of the face's side. */
export function shows(faces: readonly TrackedFace[], person: Person): boolean {
  const [first] = createLandmarks(person)
  return faces.some(({ landmarks }) => distance(landmarks[0]!, first!) < 0.1 * person.side)
}
