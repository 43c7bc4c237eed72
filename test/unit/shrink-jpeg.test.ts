import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import jpeg from 'jpeg-js'
import { describe, expect, it } from 'vitest'
import { shrinkJpeg } from '../../src/command/build/shrink-jpeg.ts'

/** Photo whose left half is red and whose right half is blue. */
function createPhoto(width: number, height: number): Uint8Array {
  const data = new Uint8Array(4 * width * height)
  for (let i = 0; i < width * height; i++)
    data.set(i % width < width / 2 ? [220, 0, 0, 255] : [0, 0, 220, 255], 4 * i)
  return jpeg.encode({ data, width, height }, 95).data
}

describe('a thumbnail', () => {
  it('shows all of a photo, smaller', () => {
    const { width, height, data } = jpeg.decode(shrinkJpeg(createPhoto(320, 160), 64), {
      useTArray: true,
    })
    expect([width, height]).toEqual([64, 32])
    expect(data[4 * (16 * 64 + 8)]).toBeGreaterThan(180)
    expect(data[4 * (16 * 64 + 56) + 2]).toBeGreaterThan(180)
  })

  it('shows a part of it', () => {
    const part = { x: 170, y: 10, width: 120, height: 90 }
    const { width, height, data } = jpeg.decode(shrinkJpeg(createPhoto(320, 160), 40, part), {
      useTArray: true,
    })
    expect([width, height]).toEqual([40, 30])
    // Blue alone.
    expect(data[4 * (15 * 40 + 20)]).toBeLessThan(40)
    expect(data[4 * (15 * 40 + 20) + 2]).toBeGreaterThan(180)
  })

  it('of a sample is a small fraction of its photo', () => {
    const file = new URL('../../node_modules/@vladmandic/face-api/demo/sample6.jpg', import.meta.url)
    const photo = readFileSync(fileURLToPath(file))
    expect(shrinkJpeg(photo, 256).length).toBeLessThan(photo.length / 10)
  })
})
