import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { listCameraFlags } from '../../src/command/fake-camera.ts'
import type { Point } from '../../src/geometry/point.ts'

/** Part of a photo, in its pixels, and the size at which it is drawn. */
interface Cut {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly size: readonly [number, number]
  readonly type?: 'image/jpeg' | 'image/png'
  /** Quarter turns to the left. */
  readonly turns?: number
  /** Leaves only an ellipse in the middle, the rest transparent. */
  readonly cutOut?: boolean
}

/** One woman's face in sample6.jpg, 640 x 480. */
export const ONE_FACE: Cut = { left: 960, top: 290, width: 520, height: 390, size: [640, 480] }

/** A photo of @vladmandic/face-api (MIT) by its number, 1 to 6. */
export function sample(number: number): Buffer {
  const file = `../../node_modules/@vladmandic/face-api/demo/sample${number}.jpg`
  return readFileSync(fileURLToPath(new URL(file, import.meta.url)))
}

/** Part of a photo as a file of its own, drawn by the browser. */
export async function cut(browser: Browser, photo: Buffer, part: Cut): Promise<Buffer> {
  const page = await browser.newPage()
  try {
    const made = await page.evaluate(
      async ({ data, part }) => {
        const bitmap = await createImageBitmap(await (await fetch(`data:image/jpeg;base64,${data}`)).blob())
        const { left, top, width, height, size, turns = 0 } = part
        const canvas = document.createElement('canvas')
        ;[canvas.width, canvas.height] = turns % 2 ? [size[1], size[0]] : size
        const context = canvas.getContext('2d')
        if (!context) throw new Error('no canvas')
        context.translate(canvas.width / 2, canvas.height / 2)
        context.rotate((-turns * Math.PI) / 2)
        if (part.cutOut) {
          context.beginPath()
          context.ellipse(0, 0, size[0] * 0.32, size[1] * 0.48, 0, 0, 2 * Math.PI)
          context.clip()
        }
        context.imageSmoothingQuality = 'high'
        context.drawImage(bitmap, left, top, width, height, -size[0] / 2, -size[1] / 2, size[0], size[1])
        return canvas.toDataURL(part.type ?? 'image/jpeg', 0.95).split(',')[1]!
      },
      { data: photo.toString('base64'), part },
    )
    return Buffer.from(made, 'base64')
  } finally {
    await page.close()
  }
}

/** Points of a photo's pixels as a .pts file; six decimals, so that errors measured against them are exact. */
export function ptsText(points: readonly Point[]): string {
  const lines = points.map(([x, y]) => `${(x + 0.5).toFixed(6)} ${(y + 0.5).toFixed(6)}`)
  return `version: 1\nn_points: 68\n{\n${lines.join('\n')}\n}\n`
}

/** Flags with which the browser has a camera that plays the clip, and asks nobody. */
export const fakeCamera = (clip: string): string[] => [
  ...listCameraFlags(clip),
  '--use-fake-ui-for-media-stream',
]

/** The JPEG with an EXIF orientation (1 to 8). */
export function withOrientation(jpeg: Buffer, orientation: number): Buffer {
  const exif = Buffer.from('4578696600004d4d002a00000008000101120003000000010000000000000000', 'hex')
  exif.writeUInt16BE(orientation, exif.length - 8)
  const header = Buffer.from([0xff, 0xe1, 0, exif.length + 2])
  return Buffer.concat([jpeg.subarray(0, 2), header, exif, jpeg.subarray(2)])
}
