import { PhotoError, readPhoto } from '../../app/media/photo.ts'
import { createLandmarker, type Landmarker } from '../../landmarker/landmarker.ts'
import { installTrustedTypesPolicy } from '../../landmarker/worker/trusted-types.ts'
import { CONVERT_COLOURS, SRGB } from '../../landmarker/srgb.ts'

/** Photo file as sent to the page, its bytes in base64. */
export interface PhotoFile {
  readonly base64: string
  readonly name: string
  readonly type: string
}

/** Result of the app's photo reader; `refusal` is a PhotoError's message, `crash` that of any other error. */
export interface PhotoReading {
  readonly width: number
  readonly height: number
  /** Smallest alpha of five pixels; 255 if they are opaque. */
  readonly alpha: number
  /** Number of faces found, and whether all coordinates are finite; undefined without detection. */
  readonly faces: { readonly count: number; readonly finite: boolean } | undefined
  readonly refusal: string | undefined
  readonly crash: string | undefined
}

const EMPTY_READING: PhotoReading = {
  width: 0,
  height: 0,
  alpha: 0,
  faces: undefined,
  refusal: undefined,
  crash: undefined,
}

let landmarker: Landmarker | undefined

function readLeastAlpha(photo: ImageBitmap): number {
  const { width, height } = photo
  const canvas = new OffscreenCanvas(5, 1)
  const context = canvas.getContext('2d', SRGB)
  if (!context) throw new Error('this browser gave no 2D canvas')
  const places = [
    [0, 0],
    [width - 1, 0],
    [width >> 1, height >> 1],
    [0, height - 1],
    [width - 1, height - 1],
  ] as const
  for (const [i, [x, y]] of places.entries()) context.drawImage(photo, x, y, 1, 1, i, 0, 1, 1)
  const { data } = context.getImageData(0, 0, 5, 1)
  return Math.min(...[3, 7, 11, 15, 19].map((alpha) => data[alpha]!))
}

async function countFaces(photo: ImageBitmap): Promise<PhotoReading['faces']> {
  landmarker ??= await createLandmarker({ variant: 'lite', backend: 'wasm' })
  const { faces } = await landmarker.detect(photo)
  const finite = faces.every(({ landmarks }) => landmarks.flat().every(Number.isFinite))
  return { count: faces.length, finite }
}

const fuzzed = {
  /** Draws a part of a JPEG, (left, top, width, height), and encodes it as small files of several types. */
  async seeds(
    base64: string,
    [left, top, width, height]: readonly [number, number, number, number],
    side: number,
  ): Promise<Record<string, string>> {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }), CONVERT_COLOURS)
    const canvas = document.createElement('canvas')
    canvas.width = side
    canvas.height = Math.round((side * height) / width)
    canvas
      .getContext('2d', SRGB)
      ?.drawImage(bitmap, left, top, width, height, 0, 0, canvas.width, canvas.height)
    bitmap.close()
    const types = ['image/jpeg', 'image/png', 'image/webp']
    return Object.fromEntries(types.map((type) => [type, canvas.toDataURL(type, 0.8).split(',')[1]!]))
  },

  async read({ base64, name, type }: PhotoFile, detect: boolean): Promise<PhotoReading> {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    let photo: ImageBitmap
    try {
      photo = await readPhoto(new Blob([bytes], { type }), name)
    } catch (error) {
      if (error instanceof PhotoError) return { ...EMPTY_READING, refusal: error.message }
      return {
        ...EMPTY_READING,
        crash: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      }
    }
    try {
      const { width, height } = photo
      const faces = detect ? await countFaces(photo) : undefined
      return { ...EMPTY_READING, width, height, alpha: readLeastAlpha(photo), faces }
    } catch (error) {
      return {
        ...EMPTY_READING,
        crash: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      }
    } finally {
      photo.close()
    }
  },
}

export type Fuzzed = typeof fuzzed

declare global {
  interface Window {
    fuzzed: Fuzzed
  }
}

installTrustedTypesPolicy()
window.fuzzed = fuzzed
