import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ANNA, BERT, followAnna, nextFrame } from './held-engine.ts'
import {
  answersTo,
  endSimulation,
  shows,
  useSimulation,
  type Person,
  type Scene,
} from './simulated-camera.ts'

const BOTH: Scene = () => [ANNA, BERT]

beforeEach(useSimulation)
afterEach(endSimulation)

describe('a detection that arrives while the networks work on a frame', () => {
  it('begins a track that the next run is asked about', async () => {
    const { engine, shown } = await followAnna(BOTH)
    await engine.answerDetection([ANNA, BERT])
    // The run under way was not asked about Bert.
    expect(engine.runs.at(-1)?.asks).toHaveLength(1)
    await engine.answerRunAndWait()
    expect(shows(shown.at(-1)?.faces ?? [], BERT)).toBe(false)
    expect(engine.runs.at(-1)?.asks).toHaveLength(2)
    await engine.answerRunAndWait()
    expect(shown.at(-1)?.faces.map(({ id }) => id)).toEqual([1, 2])
    expect(shows(shown.at(-1)?.faces ?? [], BERT)).toBe(true)
  })

  it('is looked for in frames that arrive then, not only in those that the networks take', async () => {
    const { engine } = await followAnna(BOTH)
    const before = engine.detections.length
    await vi.advanceTimersByTimeAsync(600)
    expect(engine.detections.length).toBe(before + 1)
    expect(engine.runs).toHaveLength(2)
  })

  it('that finds a lost face elsewhere saves its track from the answer about the old place', async () => {
    const moved: Person = { ...ANNA, centre: [195, 240] }
    let people: readonly Person[] = [ANNA]
    const { engine, shown } = await followAnna(() => people)
    const [id] = shown.at(-1)?.faces.map((face) => face.id) ?? []
    people = []
    await nextFrame()
    await engine.answerRunAndWait()
    // Once without a face; the second look is under way when the detector finds it.
    await engine.answerRunAndWait()
    expect(shown.at(-1)?.faces).toEqual([])
    people = [moved]
    await engine.answerDetection([moved])
    await engine.answerRunAndWait()
    await engine.answerRunAndWait()
    expect(shown.at(-1)?.faces.map((face) => face.id)).toEqual([id])
  })

  it('gives the place of a lost face to another one when all places are taken', async () => {
    let people: readonly Person[] = [ANNA]
    const { engine, shown } = await followAnna(() => people, { maxFaces: 1 })
    people = [BERT]
    await nextFrame()
    await engine.answerRunAndWait()
    await engine.answerRunAndWait()
    await engine.answerDetection([BERT])
    await engine.answerRunAndWait()
    await engine.answerRunAndWait()
    expect(shows(shown.at(-1)?.faces ?? [], BERT)).toBe(true)
  })
})

describe('answers of the networks', () => {
  it('belong to tracks by id, in whatever order they come', async () => {
    const { engine, shown } = await followAnna(BOTH)
    await engine.answerDetection([ANNA, BERT])
    await engine.answerRunAndWait()
    for (let i = 0; i < 3; i++) {
      const run = engine.runs.at(-1)
      run?.end(answersTo(run.asks, run.frame.people).toReversed())
      await nextFrame()
      const faces = shown.at(-1)?.faces ?? []
      expect(faces).toHaveLength(2)
      expect(
        shows(
          faces.filter(({ id }) => id === 1),
          ANNA,
        ),
      ).toBe(true)
      expect(
        shows(
          faces.filter(({ id }) => id === 2),
          BERT,
        ),
      ).toBe(true)
    }
  })

  it('that are missing leave their tracks as they were', async () => {
    const { engine, shown } = await followAnna(BOTH)
    await engine.answerDetection([ANNA, BERT])
    await engine.answerRunAndWait()
    const run = engine.runs.at(-1)
    run?.end(answersTo(run.asks, run.frame.people).slice(1))
    await nextFrame()
    expect(shown.at(-1)?.faces.map(({ id }) => id)).toEqual([2])
    await engine.answerRunAndWait()
    expect(shown.at(-1)?.faces.map(({ id }) => id)).toEqual([1, 2])
  })
})
