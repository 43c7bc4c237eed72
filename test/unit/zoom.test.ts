import { describe, expect, it } from 'vitest'
import {
  findVisibleArea,
  fitPicture,
  followPoint,
  limitZoom,
  pinchZoom,
  zoomAbout,
  zoomToPoints,
} from '../../src/app/canvas/zoom.ts'
import type { Point } from '../../src/geometry/point.ts'

const picture = { width: 1000, height: 500 }
const box = { width: 400, height: 400 }

describe('the zoom of a picture', () => {
  it('shows all of it at first, in the middle', () => {
    const zoom = fitPicture(picture, box)
    expect(zoom).toEqual({ centre: [500, 250], scale: 0.4 })
    expect(findVisibleArea(zoom, box)).toEqual({ left: 0, top: -250, width: 1000, height: 1000 })
  })

  it('leaves the point under the pointer where it is', () => {
    const zoom = { centre: [500, 250], scale: 1 } as const
    const point: Point = [600, 300]
    const place = (now: typeof zoom | ReturnType<typeof zoomAbout>) => {
      const { left, top } = findVisibleArea(now, box)
      return [(point[0] - left) * now.scale, (point[1] - top) * now.scale]
    }
    const [x, y] = place(zoomAbout(zoom, point, 3))
    expect(x).toBeCloseTo(place(zoom)[0]!, 9)
    expect(y).toBeCloseTo(place(zoom)[1]!, 9)
  })

  it('keeps what is between two fingers there, though each finger moves by itself', () => {
    let zoom: ReturnType<typeof pinchZoom> = { centre: [500, 250], scale: 1 }
    const find = ([x, y]: Point): Point => {
      const { left, top } = findVisibleArea(zoom, box)
      return [left + x / zoom.scale, top + y / zoom.scale]
    }
    let fingers: readonly [Point, Point] = [
      [150, 200],
      [250, 210],
    ]
    const held = fingers.map(find)
    const measure = ([a, b]: typeof fingers) => ({
      middle: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] as Point,
      apart: Math.hypot(a[0] - b[0], a[1] - b[1]),
    })
    for (let i = 0; i < 20; i++) {
      for (const finger of [0, 1] as const) {
        const [x, y] = fingers[finger]
        // Along the line through both, so that the picture need not turn.
        const by: Point = finger ? [5, 0.5] : [-2, -0.2]
        const before = measure(fingers)
        const moved: Point = [x + by[0], y + by[1]]
        fingers = finger ? [fingers[0], moved] : [moved, fingers[1]]
        const after = measure(fingers)
        zoom = pinchZoom(zoom, box, before.middle, after.middle, after.apart / before.apart)
      }
    }
    for (const [i, finger] of fingers.entries()) {
      const [x, y] = find(finger)
      expect(x).toBeCloseTo(held[i]![0], 6)
      expect(y).toBeCloseTo(held[i]![1], 6)
    }
  })

  it('stays in the picture, and between all of it and single pixels', () => {
    expect(limitZoom({ centre: [-90, 9000], scale: 2 }, picture, box)).toEqual({
      centre: [100, 400],
      scale: 2,
    })
    expect(limitZoom({ centre: [0, 0], scale: 0.01 }, picture, box)).toEqual(fitPicture(picture, box))
    expect(limitZoom({ centre: [0, 0], scale: 1e6 }, picture, box).scale).toBe(32)
    // A picture smaller than that is enlarged to fit all the same.
    expect(limitZoom({ centre: [0, 0], scale: 1 }, { width: 4, height: 4 }, box).scale).toBe(100)
  })

  it('goes to a face, and follows a point no farther than needed', () => {
    const face: Point[] = [
      [100, 100],
      [200, 240],
    ]
    const zoom = zoomToPoints(face, box)
    expect(zoom.centre).toEqual([150, 170])
    expect(140 * zoom.scale).toBeCloseTo(0.7 * 400, 9)
    expect(followPoint(zoom, [160, 180], box)).toEqual(zoom)
    const followed = followPoint({ centre: [150, 170], scale: 2 }, [300, 170], box)
    expect(followed.centre).toEqual([210, 170])
  })
})
