import { describe, expect, it } from 'vitest'
import type { Crop } from '../../src/geometry/crop.ts'
import { planRegion } from '../../src/landmarker/detection/region.ts'
import { halvePixels } from '../../src/landmarker/pixel-image.ts'
import { countValues, sampleCrop, type Region } from '../../src/landmarker/sample-crop.ts'

/** An image of which the red of each pixel is told by its place; green is 255, blue 0. */
function paint(width: number, height: number, red: (x: number, y: number) => number): Region {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let i = 0; i < width * height; i++) {
    data.set([red(i % width, Math.floor(i / width)), 255, 0, 255], 4 * i)
  }
  return { pixels: { data, width, height }, corner: [0, 0], scale: [1, 1] }
}

function sample(region: Region, crop: Crop): Float32Array {
  const values = new Float32Array(countValues(crop))
  sampleCrop(region, crop, values)
  return values
}

/** Red of the crop's pixels, 0 to 255. */
const reds = (region: Region, crop: Crop) =>
  [...sample(region, crop)].filter((_, i) => i % 3 === 0).map((value) => (value + 1) * 127.5)

const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 3) as number)

describe('sampling a crop', () => {
  const slope = paint(8, 8, (x, y) => 10 * x + 3 * y)

  it('gives the image’s own pixels at its own scale, in [-1, 1]', () => {
    const crop = { centre: [3, 2], side: 2, roll: 0, size: 2 } as const
    expect(reds(slope, crop)).toEqual(near([23, 33, 26, 36]))
    const [, green, blue] = sample(slope, crop)
    expect([green, blue]).toEqual([1, -1])
  })

  it('interpolates between pixel centres', () => {
    // The crop's pixels have their centres at 2 and 4, where two pixels of the image meet.
    expect(reds(slope, { centre: [3, 3], side: 4, roll: 0, size: 2 })).toEqual(
      near([15 + 4.5, 35 + 4.5, 15 + 10.5, 35 + 10.5]),
    )
    expect(reds(slope, { centre: [3.25, 3], side: 4, roll: 0, size: 2 })[0]).toBeCloseTo(17.5 + 4.5, 3)
  })

  it('turns with the crop', () => {
    // Rightwards in the crop is downwards in the image.
    const turned = reds(slope, { centre: [4, 4], side: 2, roll: Math.PI / 2, size: 2 })
    expect(turned).toEqual(near([49, 52, 39, 42]))
  })

  it('is black outside the image, and keeps the outermost pixels’ colour up to its edge', () => {
    const row = reds(slope, { centre: [0, 2], side: 4, roll: 0, size: 4 }).slice(8, 12)
    expect(row).toEqual(near([0, 0, 6, 16]))
    const edge = reds(slope, { centre: [0, 4], side: 0.5, roll: 0, size: 2 })
    expect(edge).toEqual(near([0, 3 * 3.375, 0, 3 * 3.625]))
  })

  it('takes the mean of several samples a pixel', () => {
    // Samples at 1, 2, 3 and 4 pixels from the left: the mean of two and two.
    const fine = reds(slope, { centre: [3, 3], side: 4, roll: 0, size: 4 })
    const coarse = new Float32Array(2 * 2 * 3)
    sampleCrop(slope, { centre: [3, 3], side: 4, roll: 0, size: 2 }, coarse, 2)
    const mean = (fine[0]! + fine[1]! + fine[4]! + fine[5]!) / 4
    expect((coarse[0]! + 1) * 127.5).toBeCloseTo(mean, 3)
  })

  it('halves an image in memory', () => {
    const { data, width, height } = halvePixels(paint(5, 2, (x, y) => 10 * x + 4 * y).pixels)
    expect([width, height]).toEqual([2, 1])
    expect([...data]).toEqual([7, 255, 0, 255, 27, 255, 0, 255])
  })

  it('finds its place in a part of the image that has been scaled down', () => {
    const part = { ...paint(4, 4, (x) => 20 * x), corner: [10, 20], scale: [0.5, 0.5] } as const
    expect(reds(part, { centre: [14, 24], side: 4, roll: 0, size: 2 })).toEqual(near([20, 40, 20, 40]))
  })
})

describe('the region read for a crop', () => {
  it('is what the image has of it, and a pixel more', () => {
    expect(planRegion(640, 480, { centre: [320, 240], side: 640, roll: 0, size: 128 })).toEqual({
      left: 0,
      top: 0,
      width: 640,
      height: 480,
      size: [640, 480],
    })
    expect(planRegion(640, 480, { centre: [100, 300], side: 100, roll: 0, size: 128 })).toEqual({
      left: 49,
      top: 249,
      width: 102,
      height: 102,
      size: [102, 102],
    })
  })

  it('covers a turned crop', () => {
    const crop = { centre: [100, 300], side: 100, roll: Math.PI / 4, size: 128 } as const
    expect(planRegion(640, 480, crop)).toMatchObject({ left: 28, top: 228, width: 144, height: 144 })
  })

  it('is scaled down to five of its pixels for one of the crop', () => {
    const crop = { centre: [960, 640], side: 1920, roll: 0, size: 128 } as const
    expect(planRegion(1920, 1280, crop)).toMatchObject({ width: 1920, height: 1280, size: [640, 427] })
    expect(planRegion(10_000, 3, { ...crop, centre: [5000, 1], side: 10_000 })?.size).toEqual([640, 1])
  })

  it('is none where crop and image do not meet', () => {
    expect(planRegion(640, 480, { centre: [900, 240], side: 100, roll: 0, size: 128 })).toBeUndefined()
    expect(planRegion(0, 0, { centre: [0, 0], side: 1, roll: 0, size: 128 })).toBeUndefined()
  })
})
