import type { Point } from '../../../geometry/point.ts'
import { squareOfLandmarks } from '../../../geometry/square.ts'
import { Live } from './live-session.ts'
import type { Clip } from './clip.ts'
import type { Metered } from './meter.ts'
import type { Participant, Setup } from './library-adapter.ts'
import { turnPhoto } from './rotate-photo.ts'
import { readPhoto, runStills, type Still, type Stills } from './stills.ts'

const PARTICIPANTS = {
  'camera-alone': () => import('./camera-alone.ts'),
  wingmark: () => import('./wingmark.ts'),
  'face-api': () => import('./face-api.ts'),
  human: () => import('./human.ts'),
  'face-mesh': () => import('./face-mesh.ts'),
} satisfies Record<string, () => Promise<{ participant: Participant }>>

export type Library = keyof typeof PARTICIPANTS

let participant: Participant
let live: Live | undefined
let clip: Clip | undefined

function opened(): Live {
  if (!live) throw new Error('open comes first')
  return live
}

const bench = {
  /** Starts a library; nothing of the others is loaded. */
  async start(library: Library, setup: Setup): Promise<void> {
    participant = (await PARTICIPANTS[library]()).participant
    await participant.start(setup)
  },

  /** Opens the camera. */
  async open(): Promise<void> {
    live = await Live.open()
  },

  /** Starts to follow the face of the camera; done at the first landmarks. */
  follow: (): Promise<void> => opened().follow(participant),

  /** Watches how it is followed for `seconds`. */
  measure: (seconds: number): Promise<Metered> => opened().measure(seconds),

  /** Follows no longer, and closes the camera. */
  close: (): void => opened().close(),

  stills: (stills: readonly Still[], repeats: number): Promise<Stills> =>
    runStills(participant, stills, repeats),

  /** A photo and the face that is found in it. */
  async still(photo: string): Promise<Still> {
    const landmarks = await participant.detect?.(await readPhoto(photo))
    if (!landmarks) throw new Error(`there is no face in ${photo}`)
    return { photo, face: squareOfLandmarks(landmarks) }
  },

  /** All faces in a photo that was turned first by so many degrees, clockwise; in pixels of the photo as it is. */
  async faces(photo: string, roll = 0): Promise<(readonly Point[])[]> {
    if (!participant.faces) return []
    const { canvas, toPhoto } = turnPhoto(await readPhoto(photo), roll)
    const faces = await participant.faces(canvas)
    return faces.map((face) => face.map(toPhoto))
  },

  /** Begins the clip of a photo, and says what it will be. */
  async clip(photo: string): Promise<{ frames: number; width: number; height: number }> {
    const { Clip, FRAMES, SIZE } = await import('./clip.ts')
    clip = await Clip.of(photo)
    return { frames: FRAMES, ...SIZE }
  },

  /** A frame of the clip that was begun, in base64. */
  frame(i: number): string {
    if (!clip) throw new Error('clip comes first')
    return clip.frame(i)
  },

  obstacles: async () => (await import('./backend-obstacles.ts')).obstacles(),

  limit: async (setup: Setup) => (await import('./limit.ts')).measureLimit(setup),
}

export type Bench = typeof bench

declare global {
  interface Window {
    bench: Bench
  }
}

window.bench = bench
