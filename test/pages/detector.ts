import type { FaceDetection as FaceDetectionClass, Results } from '@mediapipe/face_detection'
import { memory } from '@tensorflow/tfjs-core'
import { manifest, url } from 'virtual:blaze-face'
import type { Crop } from '../../src/geometry/crop.ts'
import type { Point } from '../../src/geometry/point.ts'
import { assetsAt } from '../../src/landmarker/assets.ts'
import { startBackend } from '../../src/landmarker/backend.ts'
import type { BackendName } from '../../src/landmarker/backends.ts'
import type { FaceBox } from '../../src/landmarker/detection/face-box.ts'
import { FaceDetector } from '../../src/landmarker/detection/face-detector.ts'
import { letterboxImage } from '../../src/landmarker/detection/letterbox.ts'
import { BlazeFace } from '../../src/networks/blaze-face.ts'

/** Longest side in pixels of what is looked at; MediaPipe's runtime is never shown more. */
const IMAGE_SIDE_PX = 640

/** How a photo is shown: turned clockwise about its middle, and its middle part alone where `zoom` is above 1. */
export interface View {
  readonly photo: string
  readonly degrees: number
  readonly zoom: number
}

/** A face as MediaPipe's runtime gives it, in pixels of the image: its score has no name of its own. */
export type OriginalBox = Omit<FaceBox, 'score'>

let detector: FaceDetector | undefined
let original: FaceDetectionClass | undefined
/** What MediaPipe has found last. */
const received: { results?: Results } = {}

/** The view on a canvas of the shape that holds all of the turned photo. */
async function draw({ photo, degrees, zoom }: View): Promise<HTMLCanvasElement> {
  const bitmap = await createImageBitmap(await (await fetch(photo)).blob())
  const { width, height } = bitmap
  const angle = (degrees * Math.PI) / 180
  const cos = Math.abs(Math.cos(angle))
  const sin = Math.abs(Math.sin(angle))
  const held = [cos * width + sin * height, sin * width + cos * height]
  const scale = IMAGE_SIDE_PX / Math.max(...held)
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(held[0] * scale)
  canvas.height = Math.round(held[1] * scale)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('this browser gave no 2D canvas')
  context.imageSmoothingQuality = 'high'
  context.translate(canvas.width / 2, canvas.height / 2)
  context.rotate(angle)
  context.scale(scale * zoom, scale * zoom)
  context.drawImage(bitmap, -width / 2, -height / 2)
  bitmap.close()
  return canvas
}

/** What the tests ask of our detector and of MediaPipe's own runtime, on the page's own thread. */
const trial = {
  async start(backend: BackendName): Promise<string> {
    const { name } = await startBackend(assetsAt().wasm, backend)
    const weights = await (await fetch(url)).arrayBuffer()
    detector = new FaceDetector(new BlazeFace(manifest, weights))
    return name
  },

  async startOriginal(): Promise<void> {
    const { script, named } = assetsAt().mediapipe
    await new Promise((resolve, reject) => {
      const tag = document.createElement('script')
      tag.addEventListener('load', resolve)
      tag.addEventListener('error', reject)
      tag.src = script
      document.head.append(tag)
    })
    if (!globalThis.FaceDetection) throw new Error('its script brought no FaceDetection')
    original = new globalThis.FaceDetection({ locateFile: (name) => named[name] })
    original.onResults((found) => {
      received.results = found
    })
    // Its types leave out one of its options.
    const options: object = { model: 'short', selfieMode: false, useCpuInference: true }
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

  /** The same by MediaPipe's own runtime. */
  async lookOriginal(view: View): Promise<OriginalBox[]> {
    if (!original) throw new Error('startOriginal comes first')
    const canvas = await draw(view)
    const { width, height } = canvas
    received.results = undefined
    await original.send({ image: canvas })
    const { detections } = received.results ?? { detections: [] }
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
