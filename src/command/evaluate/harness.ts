import type { BackendName } from '../../landmarker/backend/backends.ts'
import { createLandmarker, type Face, type Landmarker } from '../../landmarker/landmarker.ts'
import { distance, type Point } from '../../geometry/point.ts'
import { matchToGroundTruth } from '../../evaluation/match-face.ts'
import { computeAnnotationSquare } from '../../geometry/square.ts'
import { CONVERT_COLOURS, SRGB } from '../../landmarker/srgb.ts'
import { rotatePhoto } from '../rotate-photo.ts'

/** Request to predict the landmarks of one annotated face. */
export interface PredictionRequest {
  readonly photo: string
  readonly truth: readonly Point[]
  readonly boxes: 'annotated' | 'detected'
  readonly stages: 1 | 2
  /** Degrees by which the photo is rotated first, clockwise. */
  readonly roll: number
}

/** Predicted landmarks in pixels of the original photo (null if the face was not found), and facts about the photo. */
export interface Prediction {
  readonly landmarks: Point[] | null
  /** Confidence of each landmark; null if the variant's network does not predict its error. */
  readonly confidence: readonly number[] | null
  readonly width: number
  readonly height: number
  /** Mean luma of the face's box, 0 to 255. */
  readonly brightness: number
}

/** Smallest presence at which pseudo-labels are written. */
const MIN_TEACHER_PRESENCE = 0.9

let landmarker: Landmarker | undefined

/** Loads a photo and draws it rotated; returns the canvas, the conversions of its pixels, and the photo's size. */
async function loadRotated(photo: string, degrees: number) {
  const response = await fetch(photo)
  if (!response.ok) throw new Error(`${photo}: the server answered ${response.status}`)
  const bitmap = await createImageBitmap(await response.blob(), CONVERT_COLOURS)
  const { width, height } = bitmap
  const canvas = new OffscreenCanvas(width, height)
  const conversions = rotatePhoto(bitmap, degrees, canvas)
  bitmap.close()
  return { canvas, ...conversions, width, height }
}

/** Weights of red, green and blue in the luma of Rec. 601; alpha has none. */
const LUMA_WEIGHTS = [0.299, 0.587, 0.114]

/** Computes the mean luma (0 to 255) of the upright box around a face, as far as it lies on the canvas. */
function measureBrightness(canvas: OffscreenCanvas, face: readonly Point[]): number {
  const clamp = (value: number, most: number) => Math.min(Math.max(Math.round(value), 0), most)
  const range = (values: readonly number[], most: number) => {
    const low = clamp(Math.min(...values), most - 1)
    return [low, Math.max(1, clamp(Math.max(...values), most) - low)] as const
  }
  const [left, width] = range(
    face.map(([x]) => x),
    canvas.width,
  )
  const [top, height] = range(
    face.map(([, y]) => y),
    canvas.height,
  )
  const context = canvas.getContext('2d', SRGB)
  if (!context) throw new Error('this browser gave no 2D canvas')
  const { data } = context.getImageData(left, top, width, height)
  const sum = data.reduce((total, value, i) => total + value * (LUMA_WEIGHTS[i % 4] ?? 0), 0)
  return sum / (width * height)
}

const harness = {
  /** Starts the landmarker; `variant` is the name of a bundled one or the URL of a folder. */
  async start(variant: string, backend: BackendName | undefined): Promise<string> {
    await landmarker?.dispose()
    landmarker = await createLandmarker({ variant, backend })
    return `${landmarker.backend.name}: ${landmarker.backend.reason}`
  },

  /** Finds the landmarks of the face in the middle of a photo; null if none has a high presence. */
  async findCentralFace(photo: string): Promise<Point[] | null> {
    if (!landmarker) throw new Error('call start first')
    const { canvas } = await loadRotated(photo, 0)
    const { faces } = await landmarker.detect(canvas)
    const middle: Point = [canvas.width / 2, canvas.height / 2]
    const getDistance = ({ square }: Face) => distance(square.centre, middle)
    const nearest = faces.toSorted((p, q) => getDistance(p) - getDistance(q)).at(0)
    if (
      !nearest ||
      getDistance(nearest) > nearest.square.side / 2 ||
      (nearest.presence ?? 1) < MIN_TEACHER_PRESENCE
    )
      return null
    return nearest.landmarks.slice()
  },

  /** Predicts the landmarks of an annotated face. */
  async predict({ photo, truth, boxes, stages, roll }: PredictionRequest): Promise<Prediction> {
    if (!landmarker) throw new Error('call start first')
    const { canvas, toRotated, toPhoto, width, height } = await loadRotated(photo, roll)
    const face = truth.map(toRotated)
    const found =
      boxes === 'annotated'
        ? (await landmarker.landmarks(canvas, [computeAnnotationSquare(face)], { stages })).faces.at(0)
        : matchToGroundTruth((await landmarker.detect(canvas, { stages })).faces, face)
    const landmarks = found?.landmarks.map(toPhoto) ?? null
    const confidence = found?.confidence ?? null
    return { landmarks, confidence, width, height, brightness: measureBrightness(canvas, face) }
  },
}

export type Harness = typeof harness

declare global {
  interface Window {
    harness: Harness
  }
}

window.harness = harness
