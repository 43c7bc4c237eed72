import { readPhoto } from '../../app/media/photo.ts'
import { createRandom, sampleNormal } from '../../evaluation/random.ts'
import { computeJitter, computeLag } from '../../evaluation/jitter.ts'
import type { Point } from '../../geometry/point.ts'
import { createLandmarker, type Landmarker } from '../../landmarker/landmarker.ts'
import { SRGB } from '../../landmarker/srgb.ts'
import type { Frame } from '../../landmarker/source.ts'
import { SMOOTHING } from '../../landmarker/tracking/one-euro.ts'
import { VideoFile } from '../../video/video-file.ts'

/** Jitter of one variant's landmarks in percent of the inter-ocular distance; lag in frames. */
export interface JitterResult {
  /** Frames in which the face was tracked. */
  readonly frames: number
  readonly measured: number
  readonly smoothed: number
  readonly lag: number
}

/** Photo that stands still, with new noise in each frame. */
export interface StillPhoto {
  readonly url: string
  readonly frames: number
  /** Standard deviation of the noise of each colour value, of 255. */
  readonly noise: number
}

declare global {
  interface Window {
    jitter: typeof jitter
  }
}

/** Longer side of the still photo's frames, as of a webcam, and their rate. */
const STILL_SIDE_PX = 640
const STILL_FPS = 30
/** Frames before the filter of a track has settled. */
const WARM_UP_FRAMES = 15

interface TimedFrame {
  readonly frame: Frame
  readonly timestampSeconds: number
}

let landmarker: Landmarker | undefined

async function fetchBlob(url: string): Promise<Blob> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: the server answered ${response.status}`)
  return response.blob()
}

/** Repeats a photo with Gaussian noise, the same for every variant. */
async function* repeatWithNoise({ url, frames, noise }: StillPhoto): AsyncGenerator<TimedFrame, void> {
  const photo = await readPhoto(await fetchBlob(url), url)
  const scale = STILL_SIDE_PX / Math.max(photo.width, photo.height)
  const canvas = new OffscreenCanvas(Math.round(scale * photo.width), Math.round(scale * photo.height))
  const context = canvas.getContext('2d', { ...SRGB, willReadFrequently: true })
  if (!context) throw new Error('this browser provides no 2D canvas')
  context.imageSmoothingQuality = 'high'
  context.drawImage(photo, 0, 0, canvas.width, canvas.height)
  photo.close()
  const still = context.getImageData(0, 0, canvas.width, canvas.height)
  const random = createRandom(1)
  for (let i = 0; i < frames; i++) {
    const noisy = new ImageData(new Uint8ClampedArray(still.data), canvas.width, canvas.height)
    for (let at = 0; at < noisy.data.length; at++)
      if (at % 4 < 3) noisy.data[at]! += noise * sampleNormal(random)
    context.putImageData(noisy, 0, 0)
    yield { frame: canvas.transferToImageBitmap(), timestampSeconds: i / STILL_FPS }
    context.drawImage(canvas, 0, 0)
  }
}

/** Tracks the largest face through all frames; closes them. */
async function measureFrames(frames: AsyncIterable<TimedFrame>): Promise<JitterResult> {
  if (!landmarker) throw new Error('call start first')
  const variant = landmarker.variants[0]!
  const tracking = landmarker.trackClip({ maxFaces: 1, smoothing: SMOOTHING })
  const measured: (readonly Point[])[] = []
  const smoothed: (readonly Point[])[] = []
  let id: number | undefined
  try {
    for await (const { frame, timestampSeconds } of frames) {
      const { faces } = await tracking.track(frame, timestampSeconds).finally(() => frame.close())
      const [face] = faces
      // A face that was lost starts anew: only the frames since then are consecutive.
      if (face?.id !== id) measured.length = smoothed.length = 0
      id = face?.id
      if (!face) continue
      measured.push(face.measured[variant]!)
      smoothed.push(face.landmarks)
    }
  } finally {
    tracking.end()
  }
  const [rawTrack, smoothTrack] = [measured.slice(WARM_UP_FRAMES), smoothed.slice(WARM_UP_FRAMES)]
  if (rawTrack.length < WARM_UP_FRAMES) throw new Error('The face was not tracked long enough.')
  return {
    frames: rawTrack.length,
    measured: computeJitter(rawTrack),
    smoothed: computeJitter(smoothTrack),
    lag: computeLag(smoothTrack, rawTrack),
  }
}

const jitter = {
  /** Starts the landmarker; `variant` is the name of a bundled one or the URL of a folder. */
  async start(variant: string): Promise<void> {
    await landmarker?.dispose()
    landmarker = await createLandmarker({ variant, backend: 'wasm', cache: false })
  },

  measureStill: (photo: StillPhoto): Promise<JitterResult> => measureFrames(repeatWithNoise(photo)),

  async measureClip(url: string): Promise<JitterResult> {
    const video = await VideoFile.open(await fetchBlob(url), url)
    try {
      return await measureFrames(video.readFrames())
    } finally {
      video.close()
    }
  },
}

window.jitter = jitter
