import type { FaceDetection as FaceDetectionClass, Results } from '@mediapipe/face_detection'
import { distance, type Point } from '../../geometry/point.ts'
import type { Detection } from '../../geometry/square.ts'
import { CLOSE_LOOK_SHARE, MIN_IMAGE_SIDE_PX } from '../detection/face-finder.ts'
import { LandmarkerError, getErrorMessage } from '../errors.ts'
import type { SearchRange } from '../result.ts'
import { removeDuplicates } from '../same-face.ts'
import { getSourceSize, type ImageSource } from '../source.ts'
import { SRGB } from '../srgb.ts'
import type { MediapipeFiles } from './files.ts'
import { installPageShim, runScript } from './page-shim.ts'

/** Maximum side of the images given to MediaPipe: its networks' input is 128 or 192 px, and 12 MP take a second. */
const MAX_INPUT_SIDE_PX = 640

/** Side of a close look in box sides, and in pixels; chosen so that the face has its size in the training photos. */
const CLOSE_LOOK = { boxes: 2.2, pixels: 256 }

declare global {
  var FaceDetection: typeof FaceDetectionClass | undefined
}

function hasWebGL(): boolean {
  const canvas = new OffscreenCanvas(1, 1)
  const context = canvas.getContext('webgl2') ?? canvas.getContext('webgl')
  // Browsers limit the number of contexts per page; this one is released now instead of at garbage collection.
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return context !== null
}

/** Options of MediaPipe's graph. Its types lack useCpuInference, which is several times faster without a GPU. */
interface GraphOptions {
  model: 'short' | 'full'
  selfieMode: boolean
  useCpuInference: boolean
}

/** MediaPipe's graph. One instance serves both models, because a second one fails to locate the first one's files. */
class MediapipeGraph {
  readonly #graph: FaceDetectionClass
  #model: 'short' | 'full' | undefined
  #results: Results | undefined

  constructor(named: MediapipeFiles['named']) {
    if (!globalThis.FaceDetection) throw new Error('its script does not define FaceDetection')
    const locateFile = (name: string) => {
      if (named[name]) return named[name]
      throw new Error(`MediaPipe asked for ${name}, which is not part of this build`)
    }
    this.#graph = new globalThis.FaceDetection({ locateFile })
    this.#graph.onResults((results) => {
      this.#results = results
      // MediaPipe returns a copy of the image, which is not needed.
      if (results.image instanceof ImageBitmap) results.image.close()
    })
  }

  async detect(image: OffscreenCanvas, scale: number, model: 'short' | 'full'): Promise<Detection[]> {
    if (model !== this.#model) {
      const options: GraphOptions = { model, selfieMode: false, useCpuInference: true }
      this.#graph.setOptions(options)
      // Otherwise the next image is still processed by the previous model.
      await this.#graph.initialize()
      this.#model = model
    }
    this.#results = undefined
    // MediaPipe's types allow elements only.
    await this.#graph.send({ image: image as unknown as HTMLCanvasElement })
    const { detections } = this.#results ?? ({ detections: [] } as Pick<Results, 'detections'>)
    const { width, height } = image
    return detections.map(({ boundingBox, landmarks }) => {
      const point = (i: number): Point => [landmarks[i]!.x * width * scale, landmarks[i]!.y * height * scale]
      return {
        centre: [boundingBox.xCenter * width * scale, boundingBox.yCenter * height * scale],
        size: Math.max(boundingBox.width * width, boundingBox.height * height) * scale,
        eyes: [point(0), point(1)],
        model,
      }
    })
  }
}

const getSize = ({ size }: Detection) => size

/** Finds faces with @mediapipe/face_detection's own runtime, in a worker of its own. */
export class MediapipeDetector {
  readonly #files: MediapipeFiles
  readonly #canvas = new OffscreenCanvas(1, 1)
  #graph: MediapipeGraph | undefined
  #queue: Promise<unknown> = Promise.resolve()

  /** @throws LandmarkerError 'detector' if there is no WebGL, because MediaPipe would show an alert then. */
  constructor(files: MediapipeFiles) {
    if (!hasWebGL()) {
      throw new LandmarkerError(
        'detector',
        'The detector of MediaPipe needs WebGL, which this browser does not provide. Use the default detector, or turn on hardware acceleration.',
      )
    }
    this.#files = files
  }

  /**
   * Detects the faces of an image, largest first, in pixels of the image. Concurrent calls are queued.
   * @throws LandmarkerError 'detector' if MediaPipe cannot be loaded or fails, or there is no WebGL.
   */
  detect(source: ImageSource, range: SearchRange): Promise<Detection[]> {
    const turn = this.#queue.then(() => this.#detect(source, range))
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  async #detect(source: ImageSource, range: SearchRange): Promise<Detection[]> {
    const { width, height } = getSourceSize(source)
    if (Math.min(width, height) < MIN_IMAGE_SIDE_PX) return []
    const scale = Math.max(1, width / MAX_INPUT_SIDE_PX, height / MAX_INPUT_SIDE_PX)
    const small = CLOSE_LOOK_SHARE * Math.max(width, height)
    try {
      const graph = await this.#start()
      const look = async (model: 'short' | 'full') => {
        this.#draw(source, [0, 0], scale, Math.round(width / scale), Math.round(height / scale))
        return graph.detect(this.#canvas, scale, model)
      }
      // Each model finds faces that the other one misses.
      const full = range === 'both' ? await look('full') : []
      const short = await look('short')
      const large = short.filter(({ size }) => size >= small)
      const found = removeDuplicates([...large, ...full, ...short], getSize)
      const closer: Detection[] = []
      for (const face of found)
        closer.push(face.size < small ? await this.#lookCloser(graph, source, face) : face)
      return removeDuplicates(
        closer.sort((p, q) => q.size - p.size),
        getSize,
      )
    } catch (error) {
      if (error instanceof LandmarkerError) throw error
      throw new LandmarkerError(
        'detector',
        `MediaPipe's face detection failed: ${getErrorMessage(error)}. Reload the page, or use the default detector.`,
        { cause: error },
      )
    }
  }

  async #start(): Promise<MediapipeGraph> {
    if (!this.#graph) {
      installPageShim()
      await runScript(this.#files.script)
      this.#graph = new MediapipeGraph(this.#files.named)
    }
    return this.#graph
  }

  /** Detects a face again in a close look; returns it unchanged if it is not found there. */
  async #lookCloser(graph: MediapipeGraph, source: ImageSource, face: Detection): Promise<Detection> {
    const side = face.size * CLOSE_LOOK.boxes
    const corner: Point = [face.centre[0] - side / 2, face.centre[1] - side / 2]
    const scale = side / CLOSE_LOOK.pixels
    this.#draw(source, corner, scale, CLOSE_LOOK.pixels, CLOSE_LOOK.pixels)
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

  /** Draws the part of the source that starts at `corner`; `scale` is the number of its pixels per canvas pixel. */
  #draw(source: ImageSource, corner: Point, scale: number, width: number, height: number): void {
    this.#canvas.width = Math.max(1, width)
    this.#canvas.height = Math.max(1, height)
    const context = this.#canvas.getContext('2d', { ...SRGB, willReadFrequently: true })
    if (!context) throw new Error('this browser provides no 2D canvas')
    context.imageSmoothingQuality = 'high'
    context.setTransform(1 / scale, 0, 0, 1 / scale, -corner[0] / scale, -corner[1] / scale)
    context.drawImage(source, 0, 0)
  }
}
