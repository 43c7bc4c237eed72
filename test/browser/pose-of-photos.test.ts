import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MIRRORED_LANDMARKS } from '../../src/geometry/face.ts'
import type { Point } from '../../src/geometry/point.ts'
import { computeAnglesToCamera } from '../../src/pose/angles-to-camera.ts'
import { assumeCamera } from '../../src/pose/camera.ts'
import { estimateHeadPose } from '../../src/pose/head-pose.ts'
import type { Angles } from '../../src/pose/rotation.ts'
import { useBrowser } from '../support/browsing.ts'
import { openLibrary } from '../support/library-page.ts'
import { apart } from '../support/visit.ts'

const browser = useBrowser()
let page: Page

/** Photos of twelve and more faces, some of them turned aside. */
const PHOTOS = [1, 2, 3, 4, 5, 6].map((number) => `/samples/sample${number}.jpg`)

interface SeenFace {
  readonly landmarks: readonly Point[]
  readonly confidence: readonly number[] | undefined
}

interface Seen {
  readonly width: number
  readonly height: number
  readonly faces: readonly SeenFace[]
}

beforeAll(async () => {
  page = await openLibrary(browser())
  await page.evaluate(() => window.library.start({ backend: 'wasm', variant: 'precise' }))
})

afterAll(() => page?.close())

/** Faces of a photo drawn on a square canvas around its centre, turned clockwise by some degrees, or mirrored. */
const detect = (photo: string, degrees: number, mirrored = false): Promise<Seen> =>
  page.evaluate(
    async ({ photo, degrees, mirrored }) => {
      const bitmap = await createImageBitmap(await (await fetch(photo)).blob())
      const side = Math.ceil(Math.hypot(bitmap.width, bitmap.height))
      const canvas = new OffscreenCanvas(side, side)
      const context = canvas.getContext('2d')
      if (!context) throw new Error('no canvas')
      context.translate(side / 2, side / 2)
      if (mirrored) context.scale(-1, 1)
      context.rotate((degrees * Math.PI) / 180)
      context.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2)
      bitmap.close()
      const { faces } = await window.library.started().detect(canvas)
      return {
        width: side,
        height: side,
        faces: faces.map(({ landmarks, confidence }) => ({ landmarks, confidence })),
      }
    },
    { photo, degrees, mirrored },
  )

/** Head pose from landmarks weighted by their confidence. */
function findPose({ landmarks, confidence }: SeenFace, { width, height }: Seen): Angles {
  const pose = estimateHeadPose(landmarks, assumeCamera(width, height), { weights: confidence })
  if (!pose) throw new Error('no pose')
  // In the picture's plane a head turned about the centre of the picture keeps its angles to the camera but its roll.
  return computeAnglesToCamera(pose)
}

/** Pairs the faces of a photo with the same ones of another version of it, whose points `map` maps to the first. */
function pairFaces(first: Seen, second: Seen, map: (face: readonly Point[]) => readonly Point[]) {
  return first.faces.flatMap((face) => {
    const same = second.faces.find((other) => apart(map(other.landmarks), face.landmarks) < 0.1)
    return same ? [[findPose(face, first), findPose(same, second)] as const] : []
  })
}

describe('the head pose of photos', () => {
  it('has yaw and roll negated in the mirrored photo', async () => {
    const pairs: (readonly [Angles, Angles])[] = []
    for (const photo of PHOTOS) {
      const [seen, mirrored] = [await detect(photo, 0), await detect(photo, 0, true)]
      const map = (face: readonly Point[]) =>
        MIRRORED_LANDMARKS.map((i): Point => [seen.width - face[i]![0], face[i]![1]])
      pairs.push(...pairFaces(seen, mirrored, map))
    }
    const off = pairs.map(([p, q]) => [p.yaw + q.yaw, p.pitch - q.pitch, p.roll + q.roll] as const)
    console.log('mirrored', off.map((angles) => angles.map((a) => a.toFixed(2)).join('/')).join(' '))
    expect(pairs.length).toBeGreaterThanOrEqual(12)
    // What all faces have in common is left of the annotators' habit: half of it in the photo, half in the mirrored one.
    const mean = off.reduce((sum, [yaw]) => sum + yaw, 0) / off.length
    console.log('mean', mean.toFixed(2))
    expect(Math.abs(mean)).toBeLessThan(1)
    for (const [yaw, , roll] of off) {
      expect(Math.abs(yaw)).toBeLessThan(2)
      expect(Math.abs(roll)).toBeLessThan(2)
    }
  })

  it.each([-30, -15, 10, 25])('rolls by %d degrees with the photo', async (degrees) => {
    const angle = (degrees * Math.PI) / 180
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
    const rolls: number[] = []
    for (const photo of PHOTOS) {
      const [seen, turned] = [await detect(photo, 0), await detect(photo, degrees)]
      const middle = seen.width / 2
      const map = (face: readonly Point[]) =>
        face.map(([x, y]): Point => {
          const [dx, dy] = [x - middle, y - middle]
          return [middle + cos * dx + sin * dy, middle - sin * dx + cos * dy]
        })
      rolls.push(...pairFaces(seen, turned, map).map(([p, q]) => q.roll - p.roll - degrees))
    }
    console.log(`turned by ${degrees}`, rolls.map((off) => off.toFixed(2)).join(' '))
    expect(rolls.length).toBeGreaterThanOrEqual(12)
    for (const off of rolls) expect(Math.abs(off)).toBeLessThan(2)
  })
})
