import type { Point } from '../../geometry/point.ts'

/** Rectangle of a photo in pixels. */
export interface PhotoPart {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Sample: number of the photo of @vladmandic/face-api, and the part of it that is opened; all of it by default. */
interface SamplePart {
  readonly photo: 1 | 3 | 5 | 6
  readonly part?: PhotoPart
}

/** Creates the part with the thumbnails' aspect ratio around a point. */
function createPart([x, y]: Point, width: number): PhotoPart {
  const height = (3 * width) / 4
  return { x: x - width / 2, y: y - height / 2, width, height }
}

/** Samples of the page by name, which the build reads too, for their thumbnails. */
export const SAMPLE_PARTS = {
  three: { photo: 3 },
  four: { photo: 6 },
  five: { photo: 5 },
  dark: { photo: 1 },
  one: { photo: 3, part: createPart([700, 480], 600) },
  turned: { photo: 5, part: createPart([680, 570], 480) },
  tilted: { photo: 1, part: createPart([1560, 340], 520) },
  lookingDown: { photo: 1, part: createPart([960, 560], 520) },
} as const satisfies Record<string, SamplePart>

/** Name of a sample. */
export type SampleName = keyof typeof SAMPLE_PARTS
