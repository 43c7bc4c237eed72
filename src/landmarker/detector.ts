import type { FaceDetection, Results } from '@mediapipe/face_detection'
import { distance, type Point } from '../geometry/point.ts'
import type { Detection } from '../geometry/square.ts'
import { LandmarkerError, messageOf } from './errors.ts'
import { loadMediapipe, mediapipeFile } from './mediapipe.ts'
import { sizeOf, type ImageSource } from './source.ts'

/**
 * 'short' sees faces up to about two metres from a camera, 'full' small ones too; neither sees all
 * that the other does, so photos are given to both.
 */
export type Range = 'short' | 'both'

/** Longest side of what the detector is shown: its own input is 128 or 192 px, decoding 12 MP takes a second. */
const LONGEST = 640

/** Shorter sides hold no face that could be found, and MediaPipe is not asked. */
const SMALLEST = 16

/** MediaPipe's option that its types leave out: several times faster where there is no GPU. */
interface Options {
  model: 'short' | 'full'
  selfieMode: boolean
  useCpuInference: boolean
}

/** MediaPipe's engine. One instance serves both models: a second one aborts, looking for the first's files. */
class Engine {
  readonly #engine: FaceDetection
  #model: 'short' | 'full' | undefined
  #results: Results | undefined

  constructor(MediaPipe: typeof FaceDetection) {
    this.#engine = new MediaPipe({ locateFile: mediapipeFile })
    this.#engine.onResults((results) => {
      this.#results = results
    })
  }

  async detect(image: HTMLCanvasElement, scale: number, model: 'short' | 'full'): Promise<Detection[]> {
    if (model !== this.#model) {
      const options: Options = { model, selfieMode: false, useCpuInference: true }
      this.#engine.setOptions(options)
      this.#model = model
    }
    this.#results = undefined
    await this.#engine.send({ image })
    const { detections } = this.#results ?? ({ detections: [] } as Pick<Results, 'detections'>)
    const { width, height } = image
    return detections.map(({ boundingBox, landmarks }) => {
      const point = (i: number): Point => [landmarks[i].x * width * scale, landmarks[i].y * height * scale]
      return {
        centre: [boundingBox.xCenter * width * scale, boundingBox.yCenter * height * scale],
        size: Math.max(boundingBox.width * width, boundingBox.height * height) * scale,
        eyes: [point(0), point(1)],
        model,
      }
    })
  }

  close(): Promise<void> {
    return this.#engine.close()
  }
}

/** Detections of one face by two models: the first stays. */
function withoutDoubles(detections: readonly Detection[]): Detection[] {
  const kept: Detection[] = []
  for (const next of detections) {
    const same = kept.some((k) => distance(k.centre, next.centre) < 0.4 * Math.max(k.size, next.size))
    if (!same) kept.push(next)
  }
  return kept
}

/** Finds faces with @mediapipe/face_detection. Needs `document`: it takes HTML elements. */
export class Detector {
  readonly #canvas = document.createElement('canvas')
  #engine: Engine | undefined
  #queue: Promise<unknown> = Promise.resolve()

  /**
   * Faces in an image, largest first, in pixels of the image. Calls wait for each other.
   * @throws LandmarkerError 'detector' if MediaPipe cannot be loaded or fails.
   */
  detect(source: ImageSource, range: Range): Promise<Detection[]> {
    const turn = this.#queue.then(() => this.#detect(source, range))
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  async #detect(source: ImageSource, range: Range): Promise<Detection[]> {
    const { width, height } = sizeOf(source)
    if (Math.min(width, height) < SMALLEST) return []
    const scale = Math.max(1, width / LONGEST, height / LONGEST)
    this.#canvas.width = Math.max(1, Math.round(width / scale))
    this.#canvas.height = Math.max(1, Math.round(height / scale))
    const context = this.#canvas.getContext('2d', { willReadFrequently: true })
    if (!context) throw new LandmarkerError('detector', 'This browser gave no 2D canvas to detect faces on.')
    context.imageSmoothingQuality = 'high'
    context.drawImage(source, 0, 0, this.#canvas.width, this.#canvas.height)
    try {
      const engine = (this.#engine ??= new Engine(await loadMediapipe()))
      const short = await engine.detect(this.#canvas, scale, 'short')
      const full = range === 'both' ? await engine.detect(this.#canvas, scale, 'full') : []
      return withoutDoubles([...short, ...full]).sort((p, q) => q.size - p.size)
    } catch (error) {
      throw new LandmarkerError(
        'detector',
        `Face detection failed: ${messageOf(error)}. Reload the page; if it fails again, try another browser.`,
        { cause: error },
      )
    }
  }

  async close(): Promise<void> {
    await this.#queue
    await this.#engine?.close()
  }
}
