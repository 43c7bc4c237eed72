import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ANNA, followAnna, nextFrame } from '../support/held-engine.ts'
import { MAX_MISSING_MS } from '../../src/landmarker/tracking/tracking.ts'
import {
  endSimulation,
  FakeFrame,
  FRAME_MS,
  shows,
  useSimulation,
  type Scene,
} from '../support/simulated-camera.ts'

const SCENE: Scene = () => [ANNA]

beforeEach(useSimulation)
afterEach(endSimulation)

describe('a tracking that ends', () => {
  const ERROR = new Error('the drawing failed')
  const fail = () => {
    throw ERROR
  }

  it('by an error of its callback closes all frames and tells the error', async () => {
    const onError = vi.fn()
    let draw = () => {}
    const { engine } = await followAnna(SCENE, { onError, callback: () => draw() })
    draw = fail
    engine.answerRun()
    await nextFrame()
    await nextFrame()
    expect(onError.mock.calls).toEqual([[ERROR]])
    expect(FakeFrame.open.size).toBe(0)
  })

  it('by its callback, which then fails, tells the error too', async () => {
    const onError = vi.fn()
    let draw = () => {}
    const { engine, tracking } = await followAnna(SCENE, { onError, callback: () => draw() })
    draw = () => {
      tracking.stop()
      fail()
    }
    engine.answerRun()
    await nextFrame()
    expect(onError.mock.calls).toEqual([[ERROR]])
    expect(FakeFrame.open.size).toBe(0)
  })

  it.each(['run', 'look'])('by a failing %s tells the error and closes all frames', async (step) => {
    const onError = vi.fn()
    const { engine } = await followAnna(SCENE, { onError })
    await vi.advanceTimersByTimeAsync(600)
    if (step === 'look') {
      engine.setPeople(ERROR)
      engine.answerRun()
    } else engine.runs.at(-1)?.fail(ERROR)
    await nextFrame()
    expect(onError.mock.calls).toEqual([[ERROR]])
    expect(FakeFrame.open.size).toBe(0)
  })

  it('without onError hands the error to reportError', async () => {
    const reported = vi.fn()
    vi.stubGlobal('reportError', reported)
    const { engine } = await followAnna(SCENE)
    engine.runs.at(-1)?.fail(ERROR)
    await nextFrame()
    expect(reported.mock.calls).toEqual([[ERROR]])
  })

  it('does not take what a stopped run says for an error', async () => {
    const onError = vi.fn()
    const { engine, tracking } = await followAnna(SCENE, { onError })
    tracking.stop()
    engine.runs.at(-1)?.fail(ERROR)
    await nextFrame()
    expect(onError).not.toHaveBeenCalled()
    expect(FakeFrame.open.size).toBe(0)
  })

  it('is told as ended once, by an error or by whoever stops it', async () => {
    const onEnd = vi.fn()
    const { engine, tracking } = await followAnna(SCENE, { onError: () => {}, onEnd })
    engine.runs.at(-1)?.fail(ERROR)
    await nextFrame()
    tracking.stop()
    expect(onEnd).toHaveBeenCalledTimes(1)
  })

  it('closes a frame that the networks lost, and goes on with the next one and the same faces', async () => {
    const { engine, tracking, shown } = await followAnna(SCENE)
    const lost = engine.runs.at(-1)
    engine.lose()
    await nextFrame()
    expect(FakeFrame.open.has(lost?.frame as FakeFrame)).toBe(false)
    await nextFrame()
    await engine.answerRunAndWait()
    expect(shows(shown.at(-1)?.faces ?? [], ANNA)).toBe(true)
    expect(shown.at(-1)?.faces.map(({ id }) => id)).toEqual([1])
    tracking.stop()
  })
})

/** Makes the browser refuse each frame of a video with this error; returns what makes it work again. */
function refuseFrames(error: DOMException): () => void {
  const { VideoFrame: working } = globalThis
  vi.stubGlobal(
    'VideoFrame',
    class {
      constructor() {
        throw error
      }
    },
  )
  return () => vi.stubGlobal('VideoFrame', working)
}

describe('a video whose frame the browser refuses', () => {
  const MISSING = new DOMException('Invalid source state', 'InvalidStateError')

  it('because it has none at the moment, is tracked again from its next frame on', async () => {
    const onError = vi.fn()
    const { engine, tracking, shown } = await followAnna(SCENE, { onError })
    const accept = refuseFrames(MISSING)
    await nextFrame()
    await nextFrame()
    accept()
    engine.answerRun()
    await nextFrame()
    await engine.answerRunAndWait()
    expect(onError).not.toHaveBeenCalled()
    expect(shows(shown.at(-1)?.faces ?? [], ANNA)).toBe(true)
    tracking.stop()
  })

  it('for longer, ends with a sentence', async () => {
    const onError = vi.fn()
    await followAnna(SCENE, { onError })
    refuseFrames(MISSING)
    await vi.advanceTimersByTimeAsync(MAX_MISSING_MS)
    expect(onError).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(3 * FRAME_MS)
    expect(onError.mock.calls).toEqual([[expect.objectContaining({ code: 'source' })]])
  })

  it('because it is of another origin, ends at once', async () => {
    const onError = vi.fn()
    const error = new DOMException('The video is tainted', 'SecurityError')
    await followAnna(SCENE, { onError })
    refuseFrames(error)
    await nextFrame()
    expect(onError.mock.calls).toEqual([[error]])
  })
})
