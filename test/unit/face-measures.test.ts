import { describe, expect, it } from 'vitest'
import { MIRRORED_LANDMARKS, MEAN_SHAPE } from '../../src/geometry/face.ts'
import { rotate, type Point } from '../../src/geometry/point.ts'
import { computeBrowRaises, measureFace, type FaceMeasures } from '../../src/measures/face-measures.ts'

/** A hand-made face of 200 x 200 pixels: eyes 40 wide and 12 high, brows 30 above, mouth 50 wide and 10 open. */
function handMade(): Point[] {
  const face = MEAN_SHAPE.map(([x, y]): Point => [100 + 200 * x, 100 + 200 * y])
  const eye = (x: number): Point[] => [
    [x, 80],
    [x + 13, 74],
    [x + 27, 74],
    [x + 40, 80],
    [x + 27, 86],
    [x + 13, 86],
  ]
  const brow = (x: number) => [0, 10, 20, 30, 40].map((dx): Point => [x + dx, 50])
  face.splice(17, 10, ...brow(40), ...brow(120))
  face.splice(36, 12, ...eye(40), ...eye(120))
  const mouth: Point[] = [
    [75, 150],
    [90, 145],
    [100, 145],
    [110, 145],
    [125, 150],
    [110, 155],
    [100, 155],
    [90, 155],
  ]
  face.splice(60, 8, ...mouth)
  return face
}

function measure(face: readonly Point[]): FaceMeasures {
  const measures = measureFace(face)
  if (!measures) throw new Error('no measures')
  return measures
}

describe('measures of a face', () => {
  it('follow their formulas', () => {
    const { eyeAspectRatio, mouthAspectRatio, browRaise, interOcularDistance } = measure(handMade())
    expect(eyeAspectRatio.left).toBeCloseTo(12 / 40, 12)
    expect(eyeAspectRatio.right).toBeCloseTo(12 / 40, 12)
    expect(mouthAspectRatio).toBeCloseTo(10 / 50, 12)
    expect(interOcularDistance).toBeCloseTo(120, 12)
    expect(browRaise.left).toBeCloseTo(30 / 120, 12)
    expect(browRaise.right).toBeCloseTo(30 / 120, 12)
  })

  it('tell left from right in the picture', () => {
    const face = handMade()
    for (let i = 17; i < 22; i++) face[i] = [face[i]![0], face[i]![1] - 6]
    for (const i of [43, 44]) face[i] = [face[i]![0], 86]
    const { eyeAspectRatio, browRaise } = measure(face)
    expect(browRaise.left).toBeCloseTo(36 / 120, 12)
    expect(browRaise.right).toBeCloseTo(30 / 120, 12)
    expect(eyeAspectRatio.right).toBe(0)
    expect(eyeAspectRatio.left).toBeCloseTo(0.3, 12)
    const mirrored = measure(MIRRORED_LANDMARKS.map((i): Point => [200 - face[i]![0], face[i]![1]]))
    expect(mirrored.browRaise.right).toBeCloseTo(browRaise.left, 12)
    expect(mirrored.eyeAspectRatio.left).toBeCloseTo(0, 12)
  })

  it('are the same at every size and roll', () => {
    const upright = measure(handMade())
    for (const angle of [0.5, 2, Math.PI, -1.5]) {
      const turned = measure(handMade().map(([x, y]) => rotate([3 * x, 3 * y], angle)))
      expect(turned.browRaise.left).toBeCloseTo(upright.browRaise.left, 9)
      expect(turned.browRaise.right).toBeCloseTo(upright.browRaise.right, 9)
      expect(turned.eyeAspectRatio.left).toBeCloseTo(0.3, 9)
      expect(turned.mouthAspectRatio).toBeCloseTo(0.2, 9)
      expect(turned.interOcularDistance).toBeCloseTo(360, 9)
    }
  })

  it('of the mean face are those that the docstrings name', () => {
    const [left, right] = computeBrowRaises(MEAN_SHAPE)
    expect(left).toBeCloseTo(0.23, 2)
    expect(right).toBeCloseTo(left, 9)
  })

  it('are undefined where they have no value', () => {
    expect(measureFace(handMade().map((): Point => [5, 5]))).toBeUndefined()
    expect(measureFace(handMade().map(([x, y], i): Point => [i === 20 ? NaN : x, y]))).toBeUndefined()
    const face = handMade()
    face[39] = face[36]!
    expect(measureFace(face)).toBeUndefined()
    expect(() => measureFace(handMade().slice(1))).toThrow(RangeError)
  })
})
