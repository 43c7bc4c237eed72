import { describe, expect, it } from 'vitest'
import { createJob, selectMeasured, type TrainingMaterial } from '../../src/app/features/fine-tune/job.ts'
import { EMPTY_TUNE_STATE, collectMaterial } from '../../src/app/features/fine-tune/tune-state.ts'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import type { Point } from '../../src/geometry/point.ts'
import type { Landmarker } from '../../src/landmarker/landmarker.ts'
import { moveLandmarks, type Correction } from '../../src/tuning/corrections.ts'
import { CROPS_PER_FRAME } from '../../src/tuning/training-crops.ts'
import { OUTPUT_COUNT } from '../../src/tuning/tuned-variant.ts'

const HIDDEN = 4
const COUNT = 20
/** The last fifth of twenty. */
const HELD = [16, 17, 18, 19]
const CHIN = 8

const tracked = MEAN_SHAPE.map(([x, y]): Point => [160 + 100 * x, 160 + 100 * y])
const recorded = () => ({ picture: {} as ImageBitmap, landmarks: tracked })
const recipe = { loss: 'wing', w: 10, epsilon: 2, steps: 20, rate: 0.001 } as const
const landmarker = {
  weights: () =>
    Promise.resolve({
      kernel: new Float32Array(HIDDEN * OUTPUT_COUNT),
      bias: new Float32Array(OUTPUT_COUNT),
    }),
} as unknown as Landmarker

/** A recording of twenty frames with these corrections. */
const material = (corrections: readonly Correction[], excluded: readonly number[] = []): TrainingMaterial =>
  collectMaterial({
    ...EMPTY_TUNE_STATE,
    frames: Array.from({ length: COUNT }, recorded),
    corrections,
    excluded: new Set(excluded),
  })

/** The chin on these frames, put down by some pixels each. */
const lowered = (by: Readonly<Record<number, number>>): Correction[] =>
  Object.entries(by).reduce<Correction[]>(
    (known, [frame, y]) => moveLandmarks(known, tracked, Number(frame), [CHIN], [0, y], HELD[0]),
    [],
  )

async function job(given: TrainingMaterial) {
  // Features that say which frame they are of.
  const features = given.frames.map(({ index, heldOut }) =>
    new Float32Array((heldOut ? 1 : CROPS_PER_FRAME) * HIDDEN).fill(index),
  )
  const made = await createJob(landmarker, 'wing', given, features, recipe)
  const framesOf = ({ features: rows }: typeof made.train) => [...new Set(rows)]
  return { ...made, trains: framesOf(made.train), measures: framesOf(made.heldOut) }
}

describe('what a recording is trained on', () => {
  it('is all of it but its last fifth, in one block of time', async () => {
    const { trains, train } = await job(material(lowered({ 0: 10 })))
    expect(trains).toEqual(Array.from({ length: HELD[0]! }, (_, i) => i))
    expect(train.targets).toHaveLength(HELD[0]! * CROPS_PER_FRAME * OUTPUT_COUNT)
  })

  it('knows nothing of what was put right on frames held out', async () => {
    const alone = await job(material(lowered({ 3: 10 })))
    const both = await job(material(lowered({ 3: 10, 17: -30, 19: 25 })))
    expect(both.train).toEqual(alone.train)
    // Nor where all used frames held out come after the first one there is.
    const without = await job(material(lowered({ 3: 10, 16: -30 }), [16]))
    expect(without.train).toEqual(alone.train)
  })
})

describe('what it is measured on', () => {
  it('is frames held out that a hand put right, and no other', async () => {
    expect((await job(material(lowered({ 3: 10 })))).measures).toEqual([])
    const { measures, heldOut: held } = await job(material(lowered({ 3: 10, 17: 0, 19: 5 })))
    expect(measures).toEqual([17, 19])
    expect(held.targets).toHaveLength(2 * OUTPUT_COUNT)
  })

  it('is where the hand put the landmarks', async () => {
    const { heldOut: held } = await job(material(lowered({ 3: 10, 18: 0, 19: 5 })))
    const chin = (row: number) => held.targets[row * OUTPUT_COUNT + 2 * CHIN + 1]!
    // Both begin where frame 3 carried the chin to; one was left there.
    expect(chin(1) - chin(0)).toBeGreaterThan(0)
    const { heldOut: apart } = await job(material(lowered({ 18: 0, 19: 5 })))
    expect(chin(0)).toBeGreaterThan(apart.targets[2 * CHIN + 1]!)
  })

  it('does not count frames left out', () => {
    const corrections = lowered({ 3: 10, 17: 5, 18: 5 })
    const frames = selectMeasured(material(corrections, [17])).map(({ index }) => index)
    expect(frames).toEqual([18])
  })
})
