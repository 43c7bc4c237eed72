import first from '../../../node_modules/@vladmandic/face-api/demo/sample3.jpg?url&no-inline'
import second from '../../../node_modules/@vladmandic/face-api/demo/sample6.jpg?url&no-inline'
import third from '../../../node_modules/@vladmandic/face-api/demo/sample5.jpg?url&no-inline'
import fourth from '../../../node_modules/@vladmandic/face-api/demo/sample1.jpg?url&no-inline'
import type { Point } from '../../geometry/point.ts'
import { TEXT } from '../ui/text.ts'

/** Rectangle of a photo, in pixels, and the photo's own size, which thumbnails need before it is loaded. */
export interface PhotoPart {
  readonly photo: { readonly width: number; readonly height: number }
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Sample photo of this site, or the part of it that is opened. */
export interface Sample {
  readonly url: string
  readonly label: string
  readonly part?: PhotoPart
}

/** Part with the thumbnails' aspect ratio, around a point of a photo that is 1920 pixels wide. */
function createPart(photoHeight: number, [x, y]: Point, width: number): PhotoPart {
  const height = (3 * width) / 4
  const photo = { width: 1920, height: photoHeight }
  return { photo, x: x - width / 2, y: y - height / 2, width, height }
}

/** Sample photos with several faces from @vladmandic/face-api (MIT), copied at build time. */
export const SAMPLES: readonly Sample[] = [
  { url: first, label: TEXT.media.samples.three },
  { url: second, label: TEXT.media.samples.four },
  { url: third, label: TEXT.media.samples.five },
  { url: fourth, label: TEXT.media.samples.dark },
]

/** Single faces of the same photos: upright, turned to a side, tilted, and looking down in little light. */
export const PORTRAITS: readonly Sample[] = [
  { url: first, label: TEXT.media.samples.one, part: createPart(1350, [700, 480], 600) },
  { url: third, label: TEXT.media.samples.turned, part: createPart(1398, [680, 570], 480) },
  { url: fourth, label: TEXT.media.samples.tilted, part: createPart(1280, [1560, 340], 520) },
  { url: fourth, label: TEXT.media.samples.lookingDown, part: createPart(1280, [960, 560], 520) },
]
