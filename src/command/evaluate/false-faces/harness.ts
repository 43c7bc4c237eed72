import { computeCorners, type Square } from '../../../geometry/square.ts'
import { createLandmarker, type Landmarker } from '../../../landmarker/landmarker.ts'
import { CONVERT_COLOURS, SRGB } from '../../../landmarker/srgb.ts'
import type { CropArea } from './crops.ts'

/** Variant loaded when only the detector is measured: the smallest one. */
const DETECTION_VARIANT = 'lite'

/** Longest side of a crop given to the detector; larger ones are scaled down, as photos on the web are. */
const MAX_CROP_PX = 1600

/** Limit above the number of detections in any crop. */
const MAX_FACES = 1000

/** Detected face where there is none. */
export interface FalseFace {
  /** Square around the face, in pixels of the crop given to the detector. */
  readonly square: Square
  /** Presence from 0 to 1; undefined without a variant, or if it has no presence check. */
  readonly presence: number | undefined
  /** The detector's confidence, from 0 to 1. */
  readonly score?: number | undefined
}

let landmarker: Landmarker | undefined
let hasVariant = false
let photo: ImageBitmap | undefined
let picture: OffscreenCanvas | undefined

function getContext(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { ...SRGB, willReadFrequently: true })
  if (!context) throw new Error('this browser gave no 2D canvas')
  return context
}

function cropPhoto({ left, top, width, height }: CropArea): OffscreenCanvas {
  if (!photo) throw new Error('call open first')
  const scale = Math.min(1, MAX_CROP_PX / Math.max(width, height))
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  )
  const context = getContext(canvas)
  context.imageSmoothingQuality = 'high'
  context.drawImage(photo, left, top, width, height, 0, 0, canvas.width, canvas.height)
  return canvas
}

function toBase64(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve((reader.result as string).split(',')[1]!)
    reader.onerror = () => reject(new Error('the picture could not be read'))
    reader.readAsDataURL(file)
  })
}

const falseFaces = {
  /** Starts the landmarker on WASM; `variant` is a name, the URL of a folder, or undefined for the detector alone. */
  async start(variant: string | undefined): Promise<void> {
    hasVariant = variant !== undefined
    landmarker = await createLandmarker({ variant: variant ?? DETECTION_VARIANT, backend: 'wasm' })
    const { name, reason } = landmarker.backend
    if (name !== 'wasm') throw new Error(`wasm did not start: ${reason}`)
  },

  /** Opens a photo and returns its size in pixels; null if it is not a picture. */
  async open(url: string): Promise<{ width: number; height: number } | null> {
    const response = await fetch(url)
    if (!response.ok) throw new Error(`${url}: the server answered ${response.status}`)
    photo?.close()
    photo = await createImageBitmap(await response.blob(), CONVERT_COLOURS).catch(() => undefined)
    return photo ? { width: photo.width, height: photo.height } : null
  },

  /** Detects faces in a part of the photo, as if it were a whole photo. */
  async detect(area: CropArea): Promise<FalseFace[]> {
    if (!landmarker) throw new Error('call start first')
    picture = cropPhoto(area)
    const { faces } = await landmarker.detect(picture, {
      maxFaces: MAX_FACES,
      stages: hasVariant ? 2 : 1,
      minPresence: 0,
    })
    return faces.map(({ square, detection, presence }) => ({
      square: detection ? { centre: detection.centre, side: detection.size, roll: 0 } : square,
      score: detection?.score,
      presence: hasVariant ? presence : undefined,
    }))
  },

  /** Draws boxes around faces on the last crop; returns it as PNG in base64. */
  async draw(faces: readonly FalseFace[]): Promise<string> {
    if (!picture) throw new Error('call detect first')
    const context = getContext(picture)
    context.strokeStyle = '#ff00ff'
    context.lineWidth = Math.max(2, picture.width / 300)
    for (const { square } of faces) {
      const [from, , to] = computeCorners(square)
      context.strokeRect(from[0], from[1], to[0] - from[0], to[1] - from[1])
    }
    return toBase64(await picture.convertToBlob())
  },
}

declare global {
  interface Window {
    falseFaces: typeof falseFaces
  }
}

window.falseFaces = falseFaces
