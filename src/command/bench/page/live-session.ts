import { FrameMeter, type MeterReading } from './meter.ts'
import type { LibraryAdapter, FacePoints } from './library-adapter.ts'
import { SRGB } from '../../../landmarker/srgb.ts'

/** Frame rate of the clip: as high as the page can show, so that it does not limit fast libraries. */
export const CLIP_FPS = 60

/** Timeout for the first face; includes loading and warm-up. */
const FIRST_FACE_TIMEOUT_MS = 60_000

async function openCamera(): Promise<HTMLVideoElement> {
  const video = document.createElement('video')
  video.muted = true
  video.srcObject = await navigator.mediaDevices.getUserMedia({
    video: { width: 640, height: 480, frameRate: { ideal: CLIP_FPS } },
  })
  await video.play()
  return video
}

/** Camera session in which a library tracks a face and the landmarks are drawn. */
export class LiveSession {
  readonly #video: HTMLVideoElement
  readonly #context: CanvasRenderingContext2D
  readonly #meter = new FrameMeter()
  #stop: () => void = () => undefined
  #failure: unknown

  private constructor(video: HTMLVideoElement, context: CanvasRenderingContext2D) {
    this.#video = video
    this.#context = context
  }

  /** Opens the camera. */
  static async open(): Promise<LiveSession> {
    const video = await openCamera()
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 })
    const context = canvas.getContext('2d', SRGB)
    if (!context) throw new Error('this browser gave no 2D canvas')
    document.body.append(video, canvas)
    return new LiveSession(video, context)
  }

  /** Measures frame rates and latencies for `seconds`. */
  async measure(seconds: number): Promise<MeterReading> {
    const reading = await this.#meter.run(seconds)
    if (this.#failure) throw this.#failure
    return reading
  }

  /** Stops tracking and releases the camera. */
  close(): void {
    this.#stop()
    for (const track of (this.#video.srcObject as MediaStream).getTracks()) track.stop()
    this.#video.remove()
    this.#context.canvas.remove()
  }

  /** Starts tracking; resolves when the first landmarks have been drawn. */
  follow(adapter: LibraryAdapter): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('it found no face in the clip')), FIRST_FACE_TIMEOUT_MS)
      const seen = (face: FacePoints, captured: number | undefined) => {
        this.#draw(face)
        this.#meter.add(face !== undefined, captured)
        if (!face) return
        clearTimeout(timer)
        resolve()
      }
      const failed = (error: unknown) => {
        this.#failure ??= error
        clearTimeout(timer)
        reject(error)
      }
      this.#stop = adapter.follow(this.#video, seen, failed)
    })
  }

  #draw(face: FacePoints): void {
    const { canvas } = this.#context
    this.#context.clearRect(0, 0, canvas.width, canvas.height)
    for (const [x, y] of face ?? []) this.#context.fillRect(x - 1, y - 1, 2, 2)
  }
}
