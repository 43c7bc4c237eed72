import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/evaluation/random.ts'
import { computeCorners } from '../../src/geometry/square.ts'
import { letterboxImage } from '../../src/landmarker/detection/letterbox.ts'
import { createTiles, MIN_FACE_SHARE } from '../../src/landmarker/detection/tiles.ts'

describe.each([
  { width: 640, height: 480, smallest: 60 },
  { width: 640, height: 480, smallest: 40 },
  { width: 480, height: 640, smallest: 40 },
  { width: 1920, height: 1080, smallest: 40 },
  { width: 4000, height: 300, smallest: 50 },
  { width: 500, height: 500, smallest: 12 },
])('tiles of $width x $height for faces of $smallest pixels', ({ width, height, smallest }) => {
  const tiles = createTiles(width, height, smallest)
  const looks = [letterboxImage(width, height), ...tiles]

  it('show every face whole and large enough', () => {
    const random = createRandom(3)
    for (let i = 0; i < 5000; i++) {
      const face = smallest + random() ** 3 * (Math.min(width, height) - smallest)
      const x = random() * (width - face)
      const y = random() * (height - face)
      const isCovered = looks.some(({ centre, side }) => {
        const left = centre[0] - side / 2
        const top = centre[1] - side / 2
        const isWhole = x >= left && x + face <= left + side && y >= top && y + face <= top + side
        return isWhole && face / side >= MIN_FACE_SHARE - 1e-9
      })
      expect(isCovered, `a face of ${face} at ${x}, ${y}`).toBe(true)
    }
  })

  it('stay within the image where it is large enough', () => {
    for (const tile of tiles) {
      for (const [x, y] of computeCorners(tile)) {
        if (tile.side <= width) expect(x >= -1e-9 && x <= width + 1e-9).toBe(true)
        if (tile.side <= height) expect(y >= -1e-9 && y <= height + 1e-9).toBe(true)
      }
      expect(tile.side).toBeLessThan(Math.max(width, height))
    }
  })

  it('come from large to small', () => {
    const sides = tiles.map(({ side }) => side)
    expect(sides).toEqual(sides.toSorted((p, q) => q - p))
    expect(sides.at(-1)).toBeCloseTo(smallest / MIN_FACE_SHARE)
  })
})

describe('tiles', () => {
  it('are none where the whole image shows the smallest face large enough', () => {
    expect(createTiles(640, 480, 640 * MIN_FACE_SHARE)).toEqual([])
    expect(createTiles(64, 48, 40)).toEqual([])
    expect(createTiles(0, 0, 40)).toEqual([])
  })
})
