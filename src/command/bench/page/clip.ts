import { CONVERT_COLOURS, SRGB } from '../../../landmarker/srgb.ts'
import { toI420 } from './i420.ts'

/** Frames of the clip, which the fake camera repeats: six seconds at 60 fps. */
export const FRAME_COUNT = 360
export const CLIP_SIZE_PX = { width: 640, height: 480 } as const

/** Part of sample6.jpg of @vladmandic/face-api that shows one face, in its pixels. */
const SOURCE_PX = { left: 955, top: 270, width: 530, height: 430 }

/** Encodes bytes as base64, in chunks because a call takes a limited number of arguments. */
function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let from = 0; from < bytes.length; from += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(from, from + 0x8000))
  }
  return btoa(text)
}

/** Seamlessly looping clip of one face that moves, rolls and changes its size. */
export class Clip {
  readonly #photo: ImageBitmap
  readonly #context: OffscreenCanvasRenderingContext2D

  private constructor(photo: ImageBitmap, context: OffscreenCanvasRenderingContext2D) {
    this.#photo = photo
    this.#context = context
  }

  static async create(photo: string): Promise<Clip> {
    const bitmap = await createImageBitmap(await (await fetch(photo)).blob(), CONVERT_COLOURS)
    const canvas = new OffscreenCanvas(CLIP_SIZE_PX.width, CLIP_SIZE_PX.height)
    const context = canvas.getContext('2d', { ...SRGB, willReadFrequently: true })
    if (!context) throw new Error('this browser gave no 2D canvas')
    context.imageSmoothingQuality = 'high'
    return new Clip(bitmap, context)
  }

  /** Renders one frame as I420 in base64. */
  renderFrame(i: number): string {
    const context = this.#context
    const wave = (times: number, phase = 0) => Math.sin((2 * Math.PI * times * i) / FRAME_COUNT + phase)
    context.resetTransform()
    context.fillStyle = '#808080'
    context.fillRect(0, 0, CLIP_SIZE_PX.width, CLIP_SIZE_PX.height)
    context.translate(CLIP_SIZE_PX.width / 2 + 70 * wave(2), CLIP_SIZE_PX.height / 2 + 30 * wave(3, 1))
    context.rotate(0.3 * wave(1))
    const scale = 1.1 + 0.2 * wave(1, 2)
    context.scale(scale, scale)
    const { left, top, width, height } = SOURCE_PX
    context.drawImage(this.#photo, left, top, width, height, -width / 2, -height / 2, width, height)
    return toBase64(toI420(context.getImageData(0, 0, CLIP_SIZE_PX.width, CLIP_SIZE_PX.height)))
  }
}
