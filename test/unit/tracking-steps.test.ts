import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ANNA, BERT, followAnna, nextFrame } from '../support/held-engine.ts'
import {
  answersTo,
  endSimulation,
  shows,
  useSimulation,
  type Person,
  type Scene,
} from '../support/simulated-camera.ts'

const BOTH: Scene = () => [ANNA, BERT]

beforeEach(useSimulation)
afterEach(endSimulation)

describe('a look at a frame', () => {
  it('begins a track that the same frame’s run is asked about', async () => {
    const { engine, shown } = await followAnna(BOTH)
    // The run under way was not asked about Bert.
    expect(engine.runs.at(-1)?.asks).toHaveLength(1)
    engine.setPeople([ANNA, BERT])
    await engine.answerRunAndWait()
    expect(shows(shown.at(-1)?.faces ?? [], BERT)).toBe(false)
    expect(engine.runs.at(-1)?.asks).toHaveLength(2)
    await engine.answerRunAndWait()
    expect(shown.at(-1)?.faces.map(({ id }) => id)).toEqual([1, 2])
    expect(shows(shown.at(-1)?.faces ?? [], BERT)).toBe(true)
  })

  it('is asked for at once when a face is lost, and keeps the identity of a face found elsewhere', async () => {
    const moved: Person = { ...ANNA, centre: [205, 240] }
    let people: readonly Person[] = [ANNA]
    const { engine, shown } = await followAnna(() => people)
    const [id] = shown.at(-1)?.faces.map((face) => face.id) ?? []
    // A hand before the face, which then is elsewhere.
    people = []
    await engine.answerRunAndWait()
    expect(engine.hurried).toBe(0)
    people = [moved]
    engine.setPeople([moved])
    await engine.answerRunAndWait()
    expect(engine.hurried).toBe(1)
    expect(shown.at(-1)?.faces).toEqual([])
    await engine.answerRunAndWait()
    expect(shown.at(-1)?.faces.map((face) => face.id)).toEqual([id])
  })

  it('gives the place of a lost face to another one when all places are taken', async () => {
    let people: readonly Person[] = [ANNA]
    const { engine, shown } = await followAnna(() => people, { maxFaces: 1 })
    people = [BERT]
    await nextFrame()
    await engine.answerRunAndWait()
    engine.setPeople([BERT])
    await engine.answerRunAndWait()
    await engine.answerRunAndWait()
    expect(shows(shown.at(-1)?.faces ?? [], BERT)).toBe(true)
  })
})

describe('answers of the networks', () => {
  it('belong to tracks by id, in whatever order they come', async () => {
    const { engine, shown } = await followAnna(BOTH)
    engine.setPeople([ANNA, BERT])
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
    engine.setPeople([ANNA, BERT])
    await engine.answerRunAndWait()
    const run = engine.runs.at(-1)
    run?.end(answersTo(run.asks, run.frame.people).slice(1))
    await nextFrame()
    expect(shown.at(-1)?.faces.map(({ id }) => id)).toEqual([2])
    await engine.answerRunAndWait()
    expect(shown.at(-1)?.faces.map(({ id }) => id)).toEqual([1, 2])
  })
})
