import { thumbnails } from 'virtual:sample-thumbnails'
import photo1 from '../../../node_modules/@vladmandic/face-api/demo/sample1.jpg?url&no-inline'
import photo3 from '../../../node_modules/@vladmandic/face-api/demo/sample3.jpg?url&no-inline'
import photo5 from '../../../node_modules/@vladmandic/face-api/demo/sample5.jpg?url&no-inline'
import photo6 from '../../../node_modules/@vladmandic/face-api/demo/sample6.jpg?url&no-inline'
import { TEXT } from '../ui/text.ts'
import { SAMPLE_PARTS, type PhotoPart, type SampleName } from './sample-parts.ts'

/** Sample photo of this site, or the part of it that is opened. */
export interface Sample {
  readonly url: string
  /** URL of a small picture of it; the photo is loaded when it is opened. */
  readonly thumbnail: string
  readonly label: string
  readonly part?: PhotoPart
}

const PHOTOS = { 1: photo1, 3: photo3, 5: photo5, 6: photo6 }

function createSample(name: SampleName): Sample {
  const { photo, ...part } = SAMPLE_PARTS[name]
  return { url: PHOTOS[photo], thumbnail: thumbnails[name], label: TEXT.media.samples[name], ...part }
}

/** Sample photos with several faces from @vladmandic/face-api (MIT), copied at build time. */
export const SAMPLES: readonly Sample[] = (['three', 'four', 'five', 'dark'] as const).map(createSample)

/** Single faces of the same photos: upright, turned to a side, tilted, and looking down in little light. */
export const PORTRAITS: readonly Sample[] = (['one', 'turned', 'tilted', 'lookingDown'] as const).map(
  createSample,
)
