import type { BackendName } from '../../landmarker/backend/backends.ts'
import { createLandmarker, type Face, type Landmarker } from '../../landmarker/landmarker.ts'
import { distance, rotate, type Point } from '../../geometry/point.ts'
import { matchToGroundTruth } from '../../evaluation/match-face.ts'
import { computeAnnotationSquare } from '../../geometry/square.ts'
import { CONVERT_COLOURS, SRGB } from '../../landmarker/srgb.ts'

/** Request to predict the landmarks of one annotated face. */
export interface PredictionRequest {
  readonly photo: string
  readonly truth: readonly Point[]
  readonly boxes: 'annotated' | 'detected'
  readonly stages: 1 | 2
  /** Degrees by which the photo is rotated first, clockwise. */
  readonly roll: number
}

/** Smallest presence at which pseudo-labels are written. */
const MIN_TEACHER_PRESENCE = 0.9

let landmarker: Landmarker | undefined

/** Rotates a photo about its centre on a canvas that holds all of it; returns the mappings to and from its pixels. */
async function rotatePhoto(photo: string, degrees: number) {
  const response = await fetch(photo)
  if (!response.ok) throw new Error(`${photo}: the server answered ${response.status}`)
  const bitmap = await createImageBitmap(await response.blob(), CONVERT_COLOURS)
  const angle = (degrees * Math.PI) / 180
  const { width, height } = bitmap
  const cos = Math.abs(Math.cos(angle))
  const sin = Math.abs(Math.sin(angle))
  const canvas = new OffscreenCanvas(
    Math.ceil(cos * width + sin * height),
    Math.ceil(sin * width + cos * height),
  )
  const context = canvas.getContext('2d', { ...SRGB, willReadFrequently: true })
  if (!context) throw new Error('this browser gave no 2D canvas')
  context.translate(canvas.width / 2, canvas.height / 2)
  context.rotate(angle)
  context.drawImage(bitmap, -width / 2, -height / 2)
  bitmap.close()
  const toRotated = ([x, y]: Point): Point => {
    const [dx, dy] = rotate([x - width / 2, y - height / 2], angle)
    return [dx + canvas.width / 2, dy + canvas.height / 2]
  }
  const toPhoto = ([x, y]: Point): Point => {
    const [dx, dy] = rotate([x - canvas.width / 2, y - canvas.height / 2], -angle)
    return [dx + width / 2, dy + height / 2]
  }
  return { canvas, toRotated, toPhoto }
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
    const { canvas } = await rotatePhoto(photo, 0)
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

  /** Predicts landmarks in pixels of the original photo; null if the face was not found. */
  async predict({ photo, truth, boxes, stages, roll }: PredictionRequest): Promise<Point[] | null> {
    if (!landmarker) throw new Error('call start first')
    const { canvas, toRotated, toPhoto } = await rotatePhoto(photo, roll)
    const face = truth.map(toRotated)
    if (boxes === 'annotated') {
      const { faces } = await landmarker.landmarks(canvas, [computeAnnotationSquare(face)], { stages })
      return faces[0].landmarks.map(toPhoto)
    }
    const { faces } = await landmarker.detect(canvas, { stages })
    return matchToGroundTruth(faces, face)?.landmarks.map(toPhoto) ?? null
  },
}

export type Harness = typeof harness

declare global {
  interface Window {
    harness: Harness
  }
}

window.harness = harness
