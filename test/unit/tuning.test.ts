import { describe, expect, it } from 'vitest'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import { rotate, type Point } from '../../src/geometry/point.ts'
import { computeLandmarkSquare } from '../../src/geometry/square.ts'
import { L2, SMOOTH_L1, createWingLoss } from '../../src/losses/losses.ts'
import { applyCorrections, moveLandmarks, interpolateOffsets } from '../../src/tuning/corrections.ts'
import { CROPS_PER_FRAME, findHoldOutStart, createCropSquares } from '../../src/tuning/training-crops.ts'
import { Adam } from '../../src/tuning/adam.ts'
import {
  createGradient,
  computeGradient,
  computeOutputs,
  type Samples,
} from '../../src/tuning/output-layer.ts'
import { sampleNormal, createRandom } from '../../src/evaluation/random.ts'
import { computeRate, type Recipe } from '../../src/tuning/recipe.ts'
import { computeMeanNme, Trainer } from '../../src/tuning/trainer.ts'

/** The mean shape as a face of an image: turned, enlarged, moved. */
const face = (side: number, roll: number, [x, y]: Point): Point[] =>
  MEAN_SHAPE.map((point) => {
    const [dx, dy] = rotate([point[0] * side, point[1] * side], roll)
    return [x + dx, y + dy]
  })

const near = (found: Point, wanted: Point) => {
  expect(found[0]).toBeCloseTo(wanted[0], 6)
  expect(found[1]).toBeCloseTo(wanted[1], 6)
}

describe('corrections', () => {
  const frames = [
    face(100, 0, [160, 160]),
    face(120, 0.2, [150, 170]),
    face(200, Math.PI / 2, [160, 160]),
    face(100, 0, [140, 160]),
    face(100, 0, [140, 160]),
  ]

  it('move one landmark on their frame exactly as it was moved', () => {
    const corrections = moveLandmarks([], frames[1]!, 1, [8, 30], [5, -7])
    const shape = applyCorrections(frames[1]!, corrections, 1)
    for (const [i, point] of shape.entries()) {
      const [x, y] = frames[1]![i]!
      near(point, i === 8 || i === 30 ? [x + 5, y - 7] : [x, y])
    }
  })

  it('are carried to other frames with the face’s scale and roll', () => {
    // 10 pixels down on an upright face of side 100 is 20 to the left on one of side 200 turned clockwise by 90°.
    const corrections = moveLandmarks([], frames[0]!, 0, [8], [0, 10])
    near(applyCorrections(frames[2]!, corrections, 2)[8]!, [frames[2]![8]![0] - 20, frames[2]![8]![1]])
    near(interpolateOffsets(corrections, 4, 68)[8]!, [0, 0.1])
  })

  it('are interpolated between two frames, and held outside of them', () => {
    let corrections = moveLandmarks([], frames[0]!, 1, [8], [0, 10])
    corrections = moveLandmarks(corrections, frames[3]!, 3, [8], [-20, 10])
    const at = [0, 1, 2, 3, 4].map((frame) => interpolateOffsets(corrections, frame, 68)[8])
    const axes = [
      [0, 0.1],
      [0, 0.1],
      [-0.1, 0.15],
      [-0.2, 0.2],
      [-0.2, 0.2],
    ] as const
    // The second move starts where the first one had carried the point.
    for (const [i, wanted] of axes.entries()) near(at[i]!, wanted)
  })

  it('of one landmark leave the others, and a move back leaves no trace', () => {
    let corrections = moveLandmarks([], frames[0]!, 0, [8], [3, 4])
    corrections = moveLandmarks(corrections, frames[3]!, 3, [20], [1, 1])
    near(interpolateOffsets(corrections, 3, 68)[8]!, [0.03, 0.04])
    near(interpolateOffsets(corrections, 0, 68)[20]!, [0.01, 0.01])
    corrections = moveLandmarks(corrections, frames[0]!, 0, [8], [-3, -4])
    near(applyCorrections(frames[1]!, corrections, 1)[8]!, frames[1]![8]!)
  })
})

describe('the frames held out', () => {
  it('are one block at the end of the recording', () => {
    expect([10, 14, 15, 50].map(findHoldOutStart)).toEqual([8, 12, 12, 40])
  })

  it('take over what was put right on frames that train, and give nothing back', () => {
    const tracked = face(100, 0, [160, 160])
    const heldFrom = 8
    const trained = moveLandmarks([], tracked, 2, [8], [0, 10], heldFrom)
    const all = moveLandmarks(trained, tracked, 9, [8, 30], [-20, 10], heldFrom)
    // On frame 9 it had been carried to, and was moved from there.
    near(applyCorrections(tracked, all, 9, heldFrom)[8]!, [tracked[8]![0] - 20, tracked[8]![1] + 20])
    for (const frame of [0, 2, 5, 7]) {
      expect(applyCorrections(tracked, all, frame, heldFrom)).toEqual(
        applyCorrections(tracked, trained, frame, heldFrom),
      )
    }
    // Nor does a correction between them begin where frames held out would have had it.
    const later = moveLandmarks(all, tracked, 7, [8], [0, 0], heldFrom)
    near(applyCorrections(tracked, later, 7, heldFrom)[8]!, [tracked[8]![0], tracked[8]![1] + 10])
  })
})

describe('crops of a frame', () => {
  it('are the face’s own alone where it is held out, else that one and some beside it, always the same', () => {
    const square = computeLandmarkSquare(face(100, 0.3, [160, 160]))
    expect(createCropSquares(5, square, true)).toEqual([square])
    const squares = createCropSquares(5, square, false)
    expect(squares).toHaveLength(CROPS_PER_FRAME)
    expect(squares[0]).toEqual(square)
    expect(squares).toEqual(createCropSquares(5, square, false))
    expect(squares).not.toEqual(createCropSquares(6, square, false))
    for (const { centre, side } of squares) {
      expect(Math.hypot(centre[0] - square.centre[0], centre[1] - square.centre[1])).toBeLessThan(10)
      expect(side / square.side).toBeGreaterThan(0.85)
    }
  })

  it('come of numbers that are spread as a normal distribution', () => {
    const random = createRandom(7)
    const drawn = Array.from({ length: 20_000 }, () => sampleNormal(random))
    const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length
    expect(mean).toBeCloseTo(0, 1)
    expect(drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / drawn.length).toBeCloseTo(1, 1)
  })
})

/** Rows of features, half of them 0, and targets that a layer of `outputs` made of them, a little off. */
function invent(rows: number, inputs: number, outputs: number) {
  const random = createRandom(3)
  const fill = (length: number, scale: number) =>
    Float32Array.from({ length }, () => scale * sampleNormal(random))
  const weights = { kernel: fill(inputs * outputs, 0.5), bias: fill(outputs, 5) }
  const features = fill(rows * inputs, 1).map((x) => Math.max(0, x))
  const targets = computeOutputs(weights, features).map((x) => x + 4 * sampleNormal(random))
  return { weights, samples: { features, targets } satisfies Samples }
}

describe('the gradient', () => {
  it.each([L2, SMOOTH_L1, createWingLoss()])('of $name agrees with finite differences', (loss) => {
    const { weights, samples } = invent(6, 10, 4)
    const rows = [5, 0, 2]
    const exact = createGradient(weights)
    computeGradient(weights, samples, rows, loss, exact)
    const scratch = createGradient(weights)
    const lossNow = () => {
      computeGradient(weights, samples, rows, loss, scratch)
      return scratch.loss
    }
    for (const key of ['kernel', 'bias'] as const) {
      for (let i = 0; i < weights[key].length; i++) {
        const value = weights[key][i]!
        weights[key][i] = value + 2 ** -8
        const [above, up] = [lossNow(), weights[key][i]!]
        weights[key][i] = value - 2 ** -8
        const [below, down] = [lossNow(), weights[key][i]!]
        weights[key][i] = value
        expect(exact[key][i]).toBeCloseTo((above - below) / (up - down), 3)
      }
    }
  })

  it('is that of one hand-worked case', () => {
    // h = (1, 2), W = ((1), (1)), b = 1: says 4; the truth is 1, so the residual is 3.
    const weights = { kernel: Float32Array.of(1, 1), bias: Float32Array.of(1) }
    const gradient = createGradient(weights)
    const samples = { features: Float32Array.of(1, 2), targets: Float32Array.of(1) }
    computeGradient(weights, samples, [0], L2, gradient)
    expect([gradient.loss, ...gradient.kernel, ...gradient.bias]).toEqual([4.5, 3, 6, 3])
  })
})

describe('Adam', () => {
  it('steps by its rate at first, whatever the gradient’s size', () => {
    const weights = Float32Array.of(1, 1, 1)
    new Adam(weights, 0).step(Float32Array.of(100, -0.001, 0), 0.25)
    expect([...weights].map((w) => Math.round(w * 1e4) / 1e4)).toEqual([0.75, 1.25, 1])
  })

  it('goes back to where it began when nothing pulls', () => {
    const weights = Float32Array.of(1)
    const adam = new Adam(weights, 1)
    adam.step(Float32Array.of(1), 0.5)
    for (let i = 0; i < 400; i++) adam.step(Float32Array.of(0), 0.1)
    expect(weights[0]).toBeCloseTo(1, 3)
  })
})

describe('the trainer', () => {
  const recipe: Recipe = { loss: 'wing', w: 10, epsilon: 2, steps: 200, rate: 0.02 }

  it('warms up, ends at a rate of 0, and lowers the loss and the error of rows that it never saw', () => {
    expect(computeRate(0, recipe)).toBeCloseTo(0.001, 9)
    expect(computeRate(19, recipe)).toBe(0.02)
    expect(computeRate(199, recipe)).toBeLessThan(0.00001)
    const { weights, samples } = invent(60, 20, 136)
    const part = (from: number, to: number): Samples => ({
      features: samples.features.slice(from * 20, to * 20),
      targets: samples.targets.slice(from * 136, to * 136),
    })
    // All targets 6 to the right and below: what a bias can learn.
    const shifted = (own: Samples) => ({ ...own, targets: own.targets.map((x) => x + 6) })
    const trainer = new Trainer(weights, shifted(part(0, 48)), shifted(part(48, 60)), recipe)
    const kernel = weights.kernel.slice()
    const before = trainer.measureStart()
    const middle = trainer.advance(100)
    const after = trainer.advance(150)
    expect([before.step, middle.step, after.step]).toEqual([0, 100, 200])
    expect(after.loss).toBeLessThan(0.8 * before.loss)
    expect(after.heldOutError).toBeLessThan(0.8 * before.heldOutError)
    // The base's own weights stay.
    expect(weights.kernel).toEqual(kernel)
    expect(computeMeanNme(weights, shifted(part(48, 60)))).toBe(before.heldOutError)
  })

  it('gives the same again, and refuses to train on nothing', () => {
    const { weights, samples } = invent(10, 4, 136)
    const run = () => {
      const trainer = new Trainer(weights, samples, samples, recipe)
      trainer.advance(50)
      return trainer.weights
    }
    expect(run()).toEqual(run())
    const nothing = { features: new Float32Array(), targets: new Float32Array() }
    expect(() => new Trainer(weights, nothing, samples, recipe)).toThrow(RangeError)
  })
})
