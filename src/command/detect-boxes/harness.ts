import { manifest, url } from 'virtual:blaze-face'
import { locateAssets } from '../../landmarker/models/assets.ts'
import { startBackend } from '../../landmarker/backend/backend.ts'
import type { FaceBox } from '../../landmarker/detection/face-box.ts'
import { FaceDetector } from '../../landmarker/detection/face-detector.ts'
import { letterboxImage } from '../../landmarker/detection/letterbox.ts'
import { CONVERT_COLOURS } from '../../landmarker/srgb.ts'
import { BlazeFace } from '../../networks/blaze-face.ts'

let detector: FaceDetector | undefined

const detection = {
  /** Loads the detector on wasm. */
  async start(): Promise<void> {
    await startBackend(locateAssets().wasm, 'wasm')
    const response = await fetch(url)
    if (!response.ok) throw new Error(`the detector's weights: the server answered ${response.status}`)
    detector = new FaceDetector(new BlazeFace(manifest, await response.arrayBuffer()))
  },

  /** Detects the faces of a photo, in its pixels; null if it cannot be opened as a picture. */
  async find(photo: string): Promise<FaceBox[] | null> {
    if (!detector) throw new Error('call start first')
    const response = await fetch(photo)
    if (!response.ok) throw new Error(`${photo}: the server answered ${response.status}`)
    const file = await response.blob()
    const bitmap = await createImageBitmap(file, {
      ...CONVERT_COLOURS,
      imageOrientation: 'from-image',
    }).catch(() => null)
    if (!bitmap) return null
    try {
      return await detector.detect(bitmap, [letterboxImage(bitmap.width, bitmap.height)])
    } finally {
      bitmap.close()
    }
  },
}

declare global {
  interface Window {
    detection: typeof detection
  }
}

window.detection = detection
