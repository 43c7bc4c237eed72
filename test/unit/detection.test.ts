import { describe, expect, it } from 'vitest'
import { createAnchors } from '../../src/landmarker/detection/anchors.ts'
import { decodeFaceBoxes } from '../../src/landmarker/detection/decode.ts'
import {
  computeIntersectionOverUnion,
  moveFaceBox,
  type FaceBox,
} from '../../src/landmarker/detection/face-box.ts'
import { letterboxImage } from '../../src/landmarker/detection/letterbox.ts'
import { mergeLooks } from '../../src/landmarker/detection/merge.ts'
import { suppressNonMaxima } from '../../src/landmarker/detection/suppression.ts'
import { computeDrawMatrix, toCropPoint, toImagePoint, type Crop } from '../../src/geometry/crop.ts'
import type { Point } from '../../src/geometry/point.ts'

/** A box whose key points are its corners, twice the left ones. */
function makeBox(left: number, top: number, width: number, height: number, score = 1): FaceBox {
  const right = left + width
  const bottom = top + height
  const corners: Point[] = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ]
  return {
    centre: [left + width / 2, top + height / 2],
    width,
    height,
    keyPoints: [...corners, corners[0]!, corners[3]!],
    score,
  }
}

describe('anchors', () => {
  it('are two in each of 16x16 cells, then six in each of 8x8', () => {
    const anchors = createAnchors()
    expect(anchors).toHaveLength(896)
    expect(anchors.slice(0, 4)).toEqual([
      [4, 4],
      [4, 4],
      [12, 4],
      [12, 4],
    ])
    expect(anchors[32]).toEqual([4, 12])
    expect(anchors[511]).toEqual([124, 124])
    expect(anchors.slice(512, 519)).toEqual([...Array<Point>(6).fill([8, 8]), [24, 8]])
    expect(anchors[895]).toEqual([120, 120])
  })
})

describe('decoding', () => {
  const values = [3, -2, 40, 50, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

  it('adds the anchor to the box’s centre and the key points', () => {
    const output = Float32Array.of(...values, 100, ...values, -1)
    const [box, ...others] = decodeFaceBoxes(output, [
      [20, 60],
      [70, 70],
    ])
    expect(others).toEqual([])
    expect(box).toEqual({
      centre: [23, 58],
      width: 40,
      height: 50,
      keyPoints: [
        [21, 62],
        [23, 64],
        [25, 66],
        [27, 68],
        [29, 70],
        [31, 72],
      ],
      score: 1 / (1 + Math.exp(-100)),
    })
  })

  it('keeps scores from the least one on, and clips their logits', () => {
    const decodeScore = (logit: number, least: number) =>
      decodeFaceBoxes(Float32Array.of(...values, logit), [[0, 0]], least)[0]?.score
    expect(decodeScore(0, 0.5)).toBe(0.5)
    expect(decodeScore(-0.001, 0.5)).toBeUndefined()
    expect(decodeScore(Math.log(3), 0)).toBeCloseTo(0.75)
    expect(decodeScore(-1e30, 0)).toBe(1 / (1 + Math.exp(100)))
  })

  it('leaves out boxes of negative size', () => {
    const narrow = values.with(2, -1)
    expect(decodeFaceBoxes(Float32Array.of(...narrow, 9), [[0, 0]])).toEqual([])
  })

  it('refuses an output of other anchors', () => {
    expect(() => decodeFaceBoxes(new Float32Array(17), createAnchors())).toThrow(RangeError)
  })
})

describe('overlap', () => {
  it('is what two boxes share by what they cover', () => {
    const box = makeBox(0, 0, 10, 10)
    expect(computeIntersectionOverUnion(box, box)).toBe(1)
    expect(computeIntersectionOverUnion(box, makeBox(5, 0, 10, 10))).toBeCloseTo(50 / 150)
    expect(computeIntersectionOverUnion(box, makeBox(2, 3, 5, 5))).toBeCloseTo(25 / 100)
    expect(computeIntersectionOverUnion(box, makeBox(10, 0, 10, 10))).toBe(0)
    expect(computeIntersectionOverUnion(box, makeBox(20, 30, 10, 10))).toBe(0)
    expect(computeIntersectionOverUnion(makeBox(5, 5, 0, 0), makeBox(5, 5, 0, 0))).toBe(0)
  })
})

describe('non-maximum suppression', () => {
  it('averages the boxes of one face by their scores', () => {
    const faces = suppressNonMaxima([makeBox(4, 0, 10, 10, 0.6), makeBox(0, 0, 10, 10, 0.9)])
    expect(faces).toHaveLength(1)
    const { centre, width, height, keyPoints, score } = faces[0]!
    // (0.6 * 4 + 0.9 * 0) / 1.5 = 1.6
    expect(centre[0]).toBeCloseTo(6.6)
    expect(centre[1]).toBeCloseTo(5)
    expect([width, height]).toEqual([10, 10].map((side) => expect.closeTo(side) as number))
    expect(keyPoints[1]![0]).toBeCloseTo(11.6)
    expect(keyPoints[3]![1]).toBeCloseTo(10)
    expect(score).toBe(0.9)
  })

  it('keeps faces apart, best score first', () => {
    const faces = [makeBox(0, 0, 10, 10, 0.6), makeBox(7, 0, 10, 10, 0.8)]
    expect(suppressNonMaxima(faces).map(({ score }) => score)).toEqual([0.8, 0.6])
    expect(suppressNonMaxima(faces, 0.1)).toHaveLength(1)
    expect(suppressNonMaxima([])).toEqual([])
  })

  it('measures overlap with the best box, not with one already averaged', () => {
    // The third overlaps the second, and not the best.
    const row = [makeBox(0, 0, 10, 10, 0.9), makeBox(5, 0, 10, 10, 0.8), makeBox(9, 0, 10, 10, 0.7)]
    expect(suppressNonMaxima(row)).toHaveLength(2)
  })

  it('ends with a box that has no area', () => {
    expect(suppressNonMaxima([makeBox(5, 5, 0, 0), makeBox(5, 5, 0, 0)])).toHaveLength(2)
  })
})

describe('merging looks', () => {
  const whole = letterboxImage(640, 480)
  const left: Crop = { centre: [100, 100], side: 200, roll: 0, size: 128 }
  const right: Crop = { ...left, centre: [250, 100] }

  it('keeps a face as the look saw it that showed it larger', () => {
    const coarse = makeBox(80, 80, 60, 60, 0.9)
    const fine = makeBox(90, 90, 40, 40, 0.6)
    for (const looks of [
      [
        { crop: whole, boxes: [coarse] },
        { crop: left, boxes: [fine] },
      ],
      [
        { crop: left, boxes: [fine] },
        { crop: whole, boxes: [coarse] },
      ],
    ]) {
      expect(mergeLooks(looks)).toEqual([fine])
    }
  })

  it('prefers one that shows all of it to one that cuts it', () => {
    const cut = makeBox(150, 80, 52, 50, 0.9)
    const complete = makeBox(152, 80, 50, 50, 0.6)
    expect(
      mergeLooks([
        { crop: left, boxes: [cut] },
        { crop: right, boxes: [complete] },
      ]),
    ).toEqual([complete])
  })

  it('prefers the better score where both show enough of it', () => {
    const sure = makeBox(150, 80, 80, 80, 0.9)
    expect(
      mergeLooks([
        { crop: right, boxes: [makeBox(152, 80, 84, 84, 0.6)] },
        { crop: { ...right, side: 230 }, boxes: [sure] },
      ]),
    ).toEqual([sure])
  })

  it('leaves apart what one look keeps apart, and gives the best score first', () => {
    const near = [makeBox(50, 50, 60, 60, 0.7), makeBox(60, 60, 30, 30, 0.8)]
    const other = makeBox(260, 50, 60, 60, 0.9)
    const merged = mergeLooks([
      { crop: left, boxes: near },
      { crop: right, boxes: [other] },
    ])
    expect(merged.map(({ score }) => score)).toEqual([0.9, 0.8, 0.7])
    expect(mergeLooks([])).toEqual([])
  })
})

describe('the letterbox', () => {
  it.each([
    { width: 640, height: 480, corner: [0, 16] },
    { width: 300, height: 600, corner: [32, 0] },
    { width: 128, height: 128, corner: [0, 0] },
  ])('lays $width x $height into the middle of the input', ({ width, height, corner }) => {
    const crop = letterboxImage(width, height)
    expect(toCropPoint(crop, [0, 0])).toEqual(corner)
    expect(toCropPoint(crop, [width, height])).toEqual(corner.map((side) => 128 - side))
    const [a, b, , d] = computeDrawMatrix(crop)
    expect([a, b, d]).toEqual([128 / Math.max(width, height), -0, 128 / Math.max(width, height)])
  })

  it('leads faces back into the image', () => {
    const crop = letterboxImage(640, 480)
    const seen = makeBox(32, 48, 16, 16)
    const box = moveFaceBox(seen, crop.side / crop.size, (point) => toImagePoint(crop, point))
    expect(box).toMatchObject({ centre: [200, 200], width: 80, height: 80, score: 1 })
    expect(box.keyPoints[0]).toEqual([160, 160])
  })
})
