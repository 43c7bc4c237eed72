import type { FaceDetection as FaceDetectionClass, Results } from '@mediapipe/face_detection'
import { distance, type Point } from '../../geometry/point.ts'
import type { Detection } from '../../geometry/square.ts'
import { LandmarkerError, messageOf } from '../errors.ts'
import type { Range } from '../result.ts'
import { sizeOf, type ImageSource } from '../source.ts'
import { SRGB } from '../srgb.ts'
import type { MediapipeFiles } from './files.ts'
import { installPageShim, runScript } from './page-shim.ts'

/** Longest side of what the detector is shown: its own input is 128 or 192 px, decoding 12 MP takes a second. */
const LONGEST = 640

/**
 * Faces smaller than this share of the image are looked at again from close by. In the short model,
 * at a share of 0.4 to 0.2, eye lines are off by 2 to 3 degrees (median) and boxes by 7%; at 0.1 by
 * 11 degrees and 40%.
 */
const SMALL = 0.2
/** Side of a close look in boxes, and in pixels: a face fills it as in the photos of training. */
const CLOSE = { boxes: 2.2, pixels: 256 }

/** Shorter sides hold no face that could be found, and MediaPipe is not asked. */
const SMALLEST = 16

declare global {
  var FaceDetection: typeof FaceDetectionClass | undefined
}

function hasWebGL(): boolean {
  const canvas = new OffscreenCanvas(1, 1)
  const context = canvas.getContext('webgl2') ?? canvas.getContext('webgl')
  // Browsers give a page few contexts; this one is not to wait for the garbage collector.
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return context !== null
}

/** MediaPipe's option that its types leave out: several times faster where there is no GPU. */
interface Options {
  model: 'short' | 'full'
  selfieMode: boolean
  useCpuInference: boolean
}

/** MediaPipe's graph. One instance serves both models: a second one aborts, looking for the first's files. */
class Graph {
  readonly #graph: FaceDetectionClass
  #model: 'short' | 'full' | undefined
  #results: Results | undefined

  constructor(named: MediapipeFiles['named']) {
    if (!globalThis.FaceDetection) throw new Error('its script brought no FaceDetection')
    const locateFile = (name: string) => {
      if (named[name]) return named[name]
      throw new Error(`MediaPipe asked for ${name}, which is not part of this build`)
    }
    this.#graph = new globalThis.FaceDetection({ locateFile })
    this.#graph.onResults((results) => {
      this.#results = results
      // A copy of the picture that nobody asked for.
      if (results.image instanceof ImageBitmap) results.image.close()
    })
  }

  async detect(image: OffscreenCanvas, scale: number, model: 'short' | 'full'): Promise<Detection[]> {
    if (model !== this.#model) {
      const options: Options = { model, selfieMode: false, useCpuInference: true }
      this.#graph.setOptions(options)
      // Without this the next image still goes to the model before.
      await this.#graph.initialize()
      this.#model = model
    }
    this.#results = undefined
    // Its types know elements alone.
    await this.#graph.send({ image: image as unknown as HTMLCanvasElement })
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

/** Finds faces with @mediapipe/face_detection's own runtime, in a worker of its own. */
export class MediapipeDetector {
  readonly #files: MediapipeFiles
  readonly #canvas = new OffscreenCanvas(1, 1)
  #graph: Graph | undefined
  #queue: Promise<unknown> = Promise.resolve()

  /** @throws LandmarkerError 'detector' if there is no WebGL, of which MediaPipe itself would tell in a dialog. */
  constructor(files: MediapipeFiles) {
    if (!hasWebGL()) {
      throw new LandmarkerError(
        'detector',
        'The detector of MediaPipe needs WebGL, and this browser gives none. Use the default detector, or switch on hardware acceleration.',
      )
    }
    this.#files = files
  }

  /**
   * Faces in an image, largest first, in pixels of the image. Calls wait for each other.
   * @throws LandmarkerError 'detector' if MediaPipe cannot be loaded or fails, or there is no WebGL.
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
    const small = SMALL * Math.max(width, height)
    try {
      const graph = await this.#start()
      const look = async (model: 'short' | 'full') => {
        this.#draw(source, [0, 0], scale, Math.round(width / scale), Math.round(height / scale))
        return graph.detect(this.#canvas, scale, model)
      }
      // Neither model sees all that the other does.
      const full = range === 'both' ? await look('full') : []
      const short = await look('short')
      const large = short.filter(({ size }) => size >= small)
      const found = withoutDoubles([...large, ...full, ...short])
      const closer: Detection[] = []
      for (const face of found)
        closer.push(face.size < small ? await this.#closer(graph, source, face) : face)
      return withoutDoubles(closer.sort((p, q) => q.size - p.size))
    } catch (error) {
      if (error instanceof LandmarkerError) throw error
      throw new LandmarkerError(
        'detector',
        `MediaPipe's face detection failed: ${messageOf(error)}. Reload the page, or use the default detector.`,
        { cause: error },
      )
    }
  }

  async #start(): Promise<Graph> {
    if (!this.#graph) {
      installPageShim()
      await runScript(this.#files.script)
      this.#graph = new Graph(this.#files.named)
    }
    return this.#graph
  }

  /** The same face seen from close by, or as it was if it is not found there. */
  async #closer(graph: Graph, source: ImageSource, face: Detection): Promise<Detection> {
    const side = face.size * CLOSE.boxes
    const corner: Point = [face.centre[0] - side / 2, face.centre[1] - side / 2]
    const scale = side / CLOSE.pixels
    this.#draw(source, corner, scale, CLOSE.pixels, CLOSE.pixels)
    const seen = await graph.detect(this.#canvas, scale, 'short')
    const move = ([x, y]: Point): Point => [x + corner[0], y + corner[1]]
    const moved = seen.map((d) => ({
      ...d,
      centre: move(d.centre),
      eyes: [move(d.eyes[0]), move(d.eyes[1])] as const,
    }))
    const far = (d: Detection) => distance(d.centre, face.centre)
    const nearest = moved.sort((p, q) => far(p) - far(q)).at(0)
    return nearest && far(nearest) < 0.4 * face.size ? nearest : face
  }

  /** Draws the part of the source from `corner` on, `scale` of its pixels to one of the canvas. */
  #draw(source: ImageSource, corner: Point, scale: number, width: number, height: number): void {
    this.#canvas.width = Math.max(1, width)
    this.#canvas.height = Math.max(1, height)
    const context = this.#canvas.getContext('2d', { ...SRGB, willReadFrequently: true })
    if (!context) throw new Error('this browser gave no 2D canvas')
    context.imageSmoothingQuality = 'high'
    context.setTransform(1 / scale, 0, 0, 1 / scale, -corner[0] / scale, -corner[1] / scale)
    context.drawImage(source, 0, 0)
  }
}
