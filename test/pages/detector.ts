import type { FaceDetection as FaceDetectionClass, Results } from '@mediapipe/face_detection'
import { memory } from '@tensorflow/tfjs-core'
import { manifest, url } from 'virtual:blaze-face'
import type { Crop } from '../../src/geometry/crop.ts'
import type { Point } from '../../src/geometry/point.ts'
import { locateAssets } from '../../src/landmarker/models/assets.ts'
import { startBackend } from '../../src/landmarker/backend/backend.ts'
import type { BackendName } from '../../src/landmarker/backend/backends.ts'
import type { FaceBox } from '../../src/landmarker/detection/face-box.ts'
import { FaceDetector } from '../../src/landmarker/detection/face-detector.ts'
import { letterboxImage } from '../../src/landmarker/detection/letterbox.ts'
import { createTiles } from '../../src/landmarker/detection/tiles.ts'
import { BlazeFace } from '../../src/networks/blaze-face.ts'

/** Presentation of a photo. */
export interface View {
  readonly photo: string
  /** Clockwise rotation about its middle. */
  readonly degrees: number
  /** Above 1 its middle part alone. */
  readonly zoom: number
  /** Longest side in pixels. */
  readonly side: number
}

/** A face as MediaPipe's runtime gives it, in pixels of the image: its score has no name of its own. */
export type OriginalBox = Omit<FaceBox, 'score'>

let detector: FaceDetector | undefined
let original: FaceDetectionClass | undefined
/** MediaPipe's last result. */
const received: Results[] = []

/**
 * The view on a canvas of the shape that holds all of the turned photo. It has no transparent pixels, as
 * photos and frames have none: MediaPipe's runtime takes the colour of half transparent ones, at the edges of
 * a turned photo, as if they were not.
 */
async function draw({ photo, degrees, zoom, side }: View): Promise<HTMLCanvasElement> {
  const bitmap = await createImageBitmap(await (await fetch(photo)).blob())
  const { width, height } = bitmap
  const angle = (degrees * Math.PI) / 180
  const cos = Math.abs(Math.cos(angle))
  const sin = Math.abs(Math.sin(angle))
  const held = [cos * width + sin * height, sin * width + cos * height]
  const scale = side / Math.max(...held)
  const canvas = document.createElement('canvas')
  // With whole tens, no samples lie exactly on the edge of the image: whether those are black is a matter of
  // rounding in the graphics processor.
  canvas.width = 10 * Math.round((held[0]! * scale) / 10)
  canvas.height = 10 * Math.round((held[1]! * scale) / 10)
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })
  if (!context) throw new Error('this browser gave no 2D canvas')
  context.imageSmoothingQuality = 'high'
  context.translate(canvas.width / 2, canvas.height / 2)
  context.rotate(angle)
  context.scale(scale * zoom, scale * zoom)
  context.drawImage(bitmap, -width / 2, -height / 2)
  bitmap.close()
  return canvas
}

/** Functions through which the tests run our detector and MediaPipe's own runtime, on the page's thread. */
const trial = {
  async start(backend: BackendName): Promise<string> {
    const { name } = await startBackend(locateAssets().wasm, backend)
    const weights = await (await fetch(url)).arrayBuffer()
    detector = new FaceDetector(new BlazeFace(manifest, weights))
    return name
  },

  async startOriginal(model: 'short' | 'full'): Promise<void> {
    const { script, named } = locateAssets().mediapipe
    await new Promise((resolve, reject) => {
      const tag = document.createElement('script')
      tag.addEventListener('load', resolve)
      tag.addEventListener('error', reject)
      tag.src = script
      document.head.append(tag)
    })
    if (!globalThis.FaceDetection) throw new Error('its script brought no FaceDetection')
    original = new globalThis.FaceDetection({ locateFile: (name) => named[name]! })
    original.onResults((found) => {
      received.push(found)
    })
    // Its types leave out one of its options.
    const options: object = { model, selfieMode: false, useCpuInference: true }
    original.setOptions(options)
    await original.initialize()
  },

  /** Faces in a look at all of a view, and tensors before and after it. */
  async look(view: View) {
    if (!detector) throw new Error('start comes first')
    const canvas = await draw(view)
    const before = memory().numTensors
    const faces = await detector.detect(canvas, [letterboxImage(canvas.width, canvas.height)])
    return { faces, tensors: [before, memory().numTensors] }
  },

  /** Faces in these parts of a view. */
  async lookAt(view: View, crops: readonly Crop[]) {
    if (!detector) throw new Error('start comes first')
    return detector.detect(await draw(view), crops)
  },

  /** Faces of at least so many pixels in all of a view and in tiles of it. */
  async lookInTiles(view: View, smallestFace: number) {
    if (!detector) throw new Error('start comes first')
    const canvas = await draw(view)
    const { width, height } = canvas
    return detector.detect(canvas, [
      letterboxImage(width, height),
      ...createTiles(width, height, smallestFace),
    ])
  },

  /** Refines these faces of a view at a higher resolution; counts the tensors before and after. */
  async lookCloser(view: View, faces: readonly FaceBox[]) {
    if (!detector) throw new Error('start comes first')
    const canvas = await draw(view)
    const before = memory().numTensors
    const closer = await detector.lookCloser(canvas, faces)
    return { closer: closer.map((face) => face ?? null), tensors: [before, memory().numTensors] }
  },

  /** Faces in all of a view by MediaPipe's own runtime. */
  async lookOriginal(view: View): Promise<OriginalBox[]> {
    if (!original) throw new Error('startOriginal comes first')
    const canvas = await draw(view)
    const { width, height } = canvas
    received.length = 0
    await original.send({ image: canvas })
    const detections = received.at(-1)?.detections ?? []
    return detections.map(({ boundingBox, landmarks }) => ({
      centre: [boundingBox.xCenter * width, boundingBox.yCenter * height],
      width: boundingBox.width * width,
      height: boundingBox.height * height,
      keyPoints: landmarks.map(({ x, y }): Point => [x * width, y * height]),
    }))
  },
}

declare global {
  interface Window {
    detectors: typeof trial
  }
}

window.detectors = trial
