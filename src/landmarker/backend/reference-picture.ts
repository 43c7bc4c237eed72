import type { Square } from '../../geometry/square.ts'
import { SRGB } from '../srgb.ts'

const SIZE_PX = 192

/** Square of the face in the reference picture. */
export const REFERENCE_SQUARE: Square = { centre: [96, 100], side: 110, roll: 0 }

/** Draws a simple face, identical in all browsers, on which backends are measured and compared. */
export function drawReferencePicture(): OffscreenCanvas {
  const canvas = new OffscreenCanvas(SIZE_PX, SIZE_PX)
  const context = canvas.getContext('2d', { ...SRGB, alpha: false })
  if (!context) throw new Error('this browser provides no 2D canvas')
  const fill = (colour: string, x: number, y: number, width: number, height: number) => {
    context.fillStyle = colour
    context.beginPath()
    context.ellipse(x, y, width, height, 0, 0, 2 * Math.PI)
    context.fill()
  }
  context.fillStyle = '#8fa3b0'
  context.fillRect(0, 0, SIZE_PX, SIZE_PX)
  fill('#4a352b', 96, 84, 62, 70)
  fill('#d9ab8b', 96, 100, 50, 62)
  for (const x of [76, 116]) {
    fill('#5d4232', x, 78, 13, 3)
    fill('#f4efe9', x, 88, 10, 5)
    fill('#33261f', x, 88, 5, 5)
  }
  fill('#c4906f', 96, 108, 7, 12)
  fill('#a9514d', 96, 132, 18, 6)
  return canvas
}
