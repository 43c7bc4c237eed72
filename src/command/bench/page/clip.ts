import { CONVERTED, SRGB } from '../../../landmarker/srgb.ts'

/** Frames of the clip, which the fake camera plays at 30 a second, over and over. */
const FRAMES = 180

/** The part of sample6.jpg of @vladmandic/face-api with one face alone, in its pixels. */
const PART = { left: 955, top: 270, width: 530, height: 430 }

/**
 * JPEGs of 640 x 480 in base64, for Chromium's fake camera: one face that shifts, rolls and comes
 * nearer, as smoothly as the end goes over into the start.
 */
export async function drawClip(photo: string): Promise<string[]> {
  const bitmap = await createImageBitmap(await (await fetch(photo)).blob(), CONVERTED)
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 })
  const context = canvas.getContext('2d', { ...SRGB, willReadFrequently: true })
  if (!context) throw new Error('this browser gave no 2D canvas')
  context.imageSmoothingQuality = 'high'
  return Array.from({ length: FRAMES }, (_, i) => {
    const wave = (times: number, phase = 0) => Math.sin((2 * Math.PI * times * i) / FRAMES + phase)
    context.resetTransform()
    context.fillStyle = '#808080'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.translate(canvas.width / 2 + 70 * wave(2), canvas.height / 2 + 30 * wave(3, 1))
    context.rotate(0.3 * wave(1))
    const scale = 1.1 + 0.2 * wave(1, 2)
    context.scale(scale, scale)
    const { left, top, width, height } = PART
    context.drawImage(bitmap, left, top, width, height, -width / 2, -height / 2, width, height)
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1]
  })
}
