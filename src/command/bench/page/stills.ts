import { cropAtSquare, computeDrawMatrix } from '../../../geometry/crop.ts'
import type { Square } from '../../../geometry/square.ts'
import type { LibraryAdapter } from './library-adapter.ts'
import { SRGB } from '../../../landmarker/srgb.ts'

/** Photo and the square of one face in it, in its pixels. */
export interface Still {
  readonly photo: string
  readonly face: Square
}

/** Times of single runs in milliseconds. */
export interface StillTimes {
  /** Landmarks of a given face. */
  readonly landmarks: readonly number[]
  /** Detection and landmarks on the whole photo, for photos where a face was found. */
  readonly detection: readonly number[]
  /** Number of photos where a face was found. */
  readonly found: number
}

/** Sides of a crop with one face, and of the face in it, as in a camera picture. */
const CLOSE_UP_PX = { picture: 480, face: 240 }
/** Runs that are not counted, because the first ones detect the face or fill caches. */
const WARM_UP_RUNS = 2

function createContext(width: number, height: number): CanvasRenderingContext2D {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const context = canvas.getContext('2d', { ...SRGB, willReadFrequently: true })
  if (!context) throw new Error('this browser gave no 2D canvas')
  return context
}

/** Loads a photo and draws it on a canvas in full size. */
export async function drawPhotoOnCanvas(url: string): Promise<HTMLCanvasElement> {
  const image = new Image()
  image.src = url
  await image.decode()
  const context = createContext(image.naturalWidth, image.naturalHeight)
  context.drawImage(image, 0, 0)
  return context.canvas
}

/** Crops a photo so that the face is upright and in the middle. */
function cropFace(photo: HTMLCanvasElement, face: Square): HTMLCanvasElement {
  const context = createContext(CLOSE_UP_PX.picture, CLOSE_UP_PX.picture)
  const crop = cropAtSquare(face, CLOSE_UP_PX.picture / CLOSE_UP_PX.face, CLOSE_UP_PX.picture)
  context.setTransform(...computeDrawMatrix(crop))
  context.drawImage(photo, 0, 0)
  return context.canvas
}

async function measureTime<T>(work: () => Promise<T>): Promise<{ time: number; value: T }> {
  const began = performance.now()
  const value = await work()
  return { time: performance.now() - began, value }
}

/** Runs a library on each photo, `repeats` times. */
export async function runStills(
  adapter: LibraryAdapter,
  stills: readonly Still[],
  repeats: number,
): Promise<StillTimes> {
  const landmarks: number[] = []
  const detection: number[] = []
  let found = 0
  const square: Square = {
    centre: [CLOSE_UP_PX.picture / 2, CLOSE_UP_PX.picture / 2],
    side: CLOSE_UP_PX.face,
    roll: 0,
  }
  for (const { photo, face } of stills) {
    const whole = await drawPhotoOnCanvas(photo)
    if (adapter.landmarks) {
      const near = cropFace(whole, face)
      for (let i = -WARM_UP_RUNS; i < repeats; i++) {
        const { time } = await measureTime(async () => adapter.landmarks?.(near, square))
        if (i >= 0) landmarks.push(time)
      }
    }
    if (adapter.detect) {
      const times: number[] = []
      let missed = false
      for (let i = -1; i < repeats && !missed; i++) {
        await adapter.resetTracking?.()
        const { time, value } = await measureTime(async () => adapter.detect?.(whole))
        if (i >= 0) times.push(time)
        missed = value === undefined
      }
      if (missed) continue
      found++
      detection.push(...times)
    }
  }
  return { landmarks, detection, found }
}
