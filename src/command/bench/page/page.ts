import { toSixtyEight } from '../../../evaluation/mesh-mapping.ts'
import type { Point } from '../../../geometry/point.ts'
import { computeLandmarkSquare } from '../../../geometry/square.ts'
import { LiveSession } from './live-session.ts'
import type { Clip } from './clip.ts'
import type { MeterReading } from './meter.ts'
import type { LibraryAdapter, LibrarySetup } from './library-adapter.ts'
import { rotatePhoto } from '../../rotate-photo.ts'
import { drawPhotoOnCanvas, runStills, type Still, type StillTimes } from './stills.ts'

const ADAPTERS = {
  'camera-alone': () => import('./camera-alone.ts'),
  wingmark: () => import('./wingmark.ts'),
  'face-api': () => import('./face-api.ts'),
  human: () => import('./human.ts'),
  'face-mesh': () => import('./face-mesh.ts'),
} satisfies Record<string, () => Promise<{ adapter: LibraryAdapter }>>

export type Library = keyof typeof ADAPTERS

let adapter: LibraryAdapter
let live: LiveSession | undefined
let clip: Clip | undefined

function getLive(): LiveSession {
  if (!live) throw new Error('call open first')
  return live
}

const bench = {
  /** Starts a library without loading the others. */
  async start(library: Library, setup: LibrarySetup): Promise<void> {
    adapter = (await ADAPTERS[library]()).adapter
    await adapter.start(setup)
  },

  /** Opens the camera. */
  async open(): Promise<void> {
    live = await LiveSession.open()
  },

  /** Starts tracking the camera's face; resolves at the first landmarks. */
  follow: (): Promise<void> => getLive().follow(adapter),

  /** Measures the tracking for `seconds`. */
  measure: (seconds: number): Promise<MeterReading> => getLive().measure(seconds),

  /** Stops tracking and closes the camera. */
  close: (): void => getLive().close(),

  stills: (stills: readonly Still[], repeats: number): Promise<StillTimes> =>
    runStills(adapter, stills, repeats),

  /** Detects one face in a photo. */
  async still(photo: string): Promise<Still> {
    const landmarks = await adapter.detect?.(await drawPhotoOnCanvas(photo))
    if (!landmarks) throw new Error(`there is no face in ${photo}`)
    return { photo, face: computeLandmarkSquare(landmarks) }
  },

  /**
   * Detects all faces in a photo rotated clockwise by `roll` degrees: 68 landmarks each, in pixels of the original
   * photo.
   */
  async faces(photo: string, roll = 0): Promise<(readonly Point[])[]> {
    if (!adapter.faces) return []
    const upright = await drawPhotoOnCanvas(photo)
    if (roll === 0) return (await adapter.faces(upright)).map(toSixtyEight)
    const canvas = document.createElement('canvas')
    const { toPhoto } = rotatePhoto(upright, roll, canvas)
    const faces = await adapter.faces(canvas)
    return faces.map((face) => toSixtyEight(face).map(toPhoto))
  },

  /** Detects all faces in a photo, with all landmarks that the library gives. */
  async allLandmarks(photo: string): Promise<(readonly Point[])[]> {
    return (await adapter.faces?.(await drawPhotoOnCanvas(photo))) ?? []
  },

  /** Creates the clip of a photo, and returns its number of frames and size. */
  async clip(photo: string): Promise<{ frames: number; width: number; height: number }> {
    const { Clip, FRAME_COUNT: FRAMES, CLIP_SIZE_PX: SIZE } = await import('./clip.ts')
    clip = await Clip.create(photo)
    return { frames: FRAMES, ...SIZE }
  },

  /** Renders a frame of the clip, in base64. */
  frame(i: number): string {
    if (!clip) throw new Error('call clip first')
    return clip.renderFrame(i)
  },

  obstacles: async () => (await import('./backend-obstacles.ts')).findObstacles(),

  limit: async (setup: LibrarySetup) => (await import('./limit.ts')).measureLimit(setup),
}

export type Bench = typeof bench

declare global {
  interface Window {
    bench: Bench
  }
}

window.bench = bench
