import type { Point } from '../../../geometry/point.ts'
import { squareOfLandmarks } from '../../../geometry/square.ts'
import { LiveSession } from './live-session.ts'
import type { Clip } from './clip.ts'
import type { MeterReading } from './meter.ts'
import type { LibraryAdapter, LibrarySetup } from './library-adapter.ts'
import { rotatePhoto } from './rotate-photo.ts'
import { readPhoto, runStills, type Still, type StillTimes } from './stills.ts'

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
  if (!live) throw new Error('open comes first')
  return live
}

const bench = {
  /** Starts a library; nothing of the others is loaded. */
  async start(library: Library, setup: LibrarySetup): Promise<void> {
    adapter = (await ADAPTERS[library]()).adapter
    await adapter.start(setup)
  },

  /** Opens the camera. */
  async open(): Promise<void> {
    live = await LiveSession.open()
  },

  /** Starts to follow the face of the camera; done at the first landmarks. */
  follow: (): Promise<void> => getLive().follow(adapter),

  /** Watches how it is followed for `seconds`. */
  measure: (seconds: number): Promise<MeterReading> => getLive().measure(seconds),

  /** Follows no longer, and closes the camera. */
  close: (): void => getLive().close(),

  stills: (stills: readonly Still[], repeats: number): Promise<StillTimes> =>
    runStills(adapter, stills, repeats),

  /** A photo and the face that is found in it. */
  async still(photo: string): Promise<Still> {
    const landmarks = await adapter.detect?.(await readPhoto(photo))
    if (!landmarks) throw new Error(`there is no face in ${photo}`)
    return { photo, face: squareOfLandmarks(landmarks) }
  },

  /** All faces in a photo that was turned first by so many degrees, clockwise; in pixels of the photo as it is. */
  async faces(photo: string, roll = 0): Promise<(readonly Point[])[]> {
    if (!adapter.faces) return []
    const { canvas, toPhoto } = rotatePhoto(await readPhoto(photo), roll)
    const faces = await adapter.faces(canvas)
    return faces.map((face) => face.map(toPhoto))
  },

  /** Begins the clip of a photo, and says what it will be. */
  async clip(photo: string): Promise<{ frames: number; width: number; height: number }> {
    const { Clip, FRAME_COUNT: FRAMES, CLIP_SIZE_PX: SIZE } = await import('./clip.ts')
    clip = await Clip.create(photo)
    return { frames: FRAMES, ...SIZE }
  },

  /** A frame of the clip that was begun, in base64. */
  frame(i: number): string {
    if (!clip) throw new Error('clip comes first')
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
