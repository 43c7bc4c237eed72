import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Evaluation } from '../../src/app/features/evaluate/evaluation.ts'
import { TuneSession } from '../../src/app/features/fine-tune/session.ts'
import type { DatasetPhoto } from '../../src/app/media/dataset/dataset-photos.ts'
import { VideoAnalysis } from '../../src/app/media/video/video-analysis.ts'
import { networks } from '../../src/app/state/networks.ts'
import { appStore } from '../../src/app/state/store.ts'
import type { AnalysedFrame } from '../../src/analysis/clip-analysis.ts'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import { VideoError } from '../../src/video/video-error.ts'
import type { VideoFile } from '../../src/video/video-file.ts'

/** Frames of the analysis, one after another; an error ends it. */
let frames: (AnalysedFrame | Error)[] = []
const ended = vi.fn()

vi.mock('../../src/landmarker/landmarker.ts', () => ({
  createLandmarker: () =>
    Promise.resolve({
      backend: { name: 'wasm', reason: 'asked for' },
      variants: ['lite'],
      warmUp: () => Promise.resolve(),
      use: () => Promise.resolve(),
    }),
}))
vi.mock('../../src/analysis/clip-analysis.ts', () => ({
  ClipAnalysis: class {
    end = ended
    async *analyse() {
      for (const frame of frames) {
        await Promise.resolve()
        if (frame instanceof Error) throw frame
        yield frame
      }
    }
  },
}))

const frameAt = (timestampSeconds: number) =>
  ({ timestampSeconds, rows: [{}, {}], picture: {} }) as unknown as AnalysedFrame
const video = { durationSeconds: 2, readFrames: () => [], close: () => undefined } as unknown as VideoFile
const settings = { variant: 'lite', smoothing: undefined }

beforeEach(async () => {
  appStore.setState(appStore.getInitialState())
  appStore.setState({ loading: { phase: 'failed', message: '' } })
  await networks.start()
})

describe('the analysis of a video', () => {
  it('publishes how far it is, and each frame to be shown', async () => {
    frames = [frameAt(0), frameAt(1), frameAt(2)]
    const analysis = new VideoAnalysis(video)
    const phases: string[] = []
    const shown: (AnalysedFrame | undefined)[] = []
    analysis.store.subscribe(({ phase }) => phases.push(phase))
    analysis.frameStore.subscribe(({ newest }) => shown.push(newest))
    expect(analysis.store.getState()).toMatchObject({ phase: 'ready', frames: 0 })
    await analysis.run(settings)
    expect(shown).toEqual([...frames, undefined])
    expect([phases[0], phases.at(-1)]).toEqual(['running', 'done'])
    expect(analysis.store.getState()).toMatchObject({
      frames: 3,
      rows: 6,
      settings,
      waitingFor: undefined,
      failure: undefined,
    })
    expect(analysis.findFrame(1.5)).toBe(1)
  })

  it('keeps what there is when it fails, says why, and begins again', async () => {
    frames = [frameAt(0), new Error('the file ends here')]
    const analysis = new VideoAnalysis(video)
    await analysis.run(settings)
    expect(analysis.store.getState()).toMatchObject({
      phase: 'stopped',
      frames: 1,
      failure: 'the file ends here',
    })
    frames = [frameAt(0)]
    await analysis.run(settings)
    expect(analysis.store.getState()).toMatchObject({ phase: 'done', frames: 1, failure: undefined })
  })

  it('goes on where it was cancelled or where the networks failed, but not where the file ends', async () => {
    frames = [frameAt(0), new Error('the networks stopped')]
    const analysis = new VideoAnalysis(video)
    await analysis.run(settings)
    expect(analysis.store.getState()).toMatchObject({ phase: 'stopped', canContinue: true })
    ended.mockClear()
    frames = [frameAt(1), frameAt(2)]
    const stop = analysis.frameStore.subscribe(({ newest }) => newest && analysis.cancel())
    await analysis.continue()
    stop()
    const state = { phase: 'stopped', canContinue: true, frames: 2, rows: 4, failure: undefined, settings }
    expect(analysis.store.getState()).toMatchObject(state)
    expect(ended).not.toHaveBeenCalled()
    frames = [frameAt(2), new VideoError('end', 'the file ends here')]
    await analysis.continue()
    expect(analysis.store.getState()).toMatchObject({
      phase: 'stopped',
      canContinue: false,
      frames: 3,
      failure: 'the file ends here',
    })
    expect(analysis.times).toEqual([0, 1, 2])
    expect(ended).toHaveBeenCalledOnce()
    await analysis.continue()
    expect(analysis.store.getState().frames).toBe(3)
  })
})

describe('an evaluation', () => {
  const unreadable = (path: string): DatasetPhoto =>
    ({
      photo: { path, open: () => Promise.reject(new Error('gone')) },
      annotation: `${path}.pts`,
      faces: 1,
      landmarks: () => Promise.resolve([MEAN_SHAPE]),
    }) as unknown as DatasetPhoto

  it('publishes its phases, and what it could not read', async () => {
    const before = { path: 'notes.txt', reason: 'no photo' }
    const evaluation = new Evaluation([unreadable('a.jpg'), unreadable('b.jpg')], [before], {
      start: 'annotated',
      variants: ['lite'],
    })
    const { problems } = evaluation.store.getState()
    expect(problems).toEqual([before])
    const phases: string[] = []
    evaluation.store.subscribe(({ phase }) => phases.push(phase))
    await evaluation.run()
    expect([phases[0], phases.at(-1)]).toEqual(['running', 'done'])
    expect(evaluation.store.getState()).toMatchObject({ passed: 2, results: [], waitingFor: undefined })
    expect(evaluation.store.getState().problems.map(({ path }) => path)).toEqual([
      'notes.txt',
      'a.jpg',
      'b.jpg',
    ])
    // A copy: what was rendered before does not change.
    expect(problems).toEqual([before])
  })

  it('that is stopped before it has the networks can be resumed', async () => {
    const evaluation = new Evaluation([unreadable('a.jpg')], [], { start: 'annotated', variants: ['lite'] })
    const running = evaluation.run()
    evaluation.stop()
    await running
    expect(evaluation.store.getState()).toMatchObject({ phase: 'stopped', passed: 0 })
    await evaluation.run()
    expect(evaluation.store.getState()).toMatchObject({ phase: 'done', passed: 1 })
  })
})

describe('a session of Fine-tune', () => {
  const open = () => {
    const session = new TuneSession()
    const frame = { picture: { close: vi.fn() } as unknown as ImageBitmap, landmarks: MEAN_SHAPE }
    session.store.setState({ frames: [frame, frame], selected: 0 })
    return { session, frame }
  }

  it('moves, undoes and resets the corrections of a frame', () => {
    const { session } = open()
    session.checkpoint()
    session.move([8], [0, 5])
    expect(session.shape(0)[8]![1]).toBeCloseTo(MEAN_SHAPE[8]![1] + 5)
    session.undo()
    expect(session.store.getState().corrections).toEqual([])
    session.confirm()
    expect(session.store.getState().corrections).toHaveLength(MEAN_SHAPE.length)
    session.reset()
    expect(session.store.getState().corrections).toEqual([])
  })

  it('excludes a frame in a new set, and discards everything', () => {
    const { session, frame } = open()
    const { excluded } = session.store.getState()
    session.exclude(true)
    expect([...session.store.getState().excluded]).toEqual([0])
    expect(excluded.size).toBe(0)
    session.exclude(false)
    expect(session.store.getState().excluded.size).toBe(0)
    session.discard()
    expect(session.store.getState()).toMatchObject({ frames: [], selected: undefined, excluded })
    expect(frame.picture.close).toHaveBeenCalledTimes(2)
  })
})
