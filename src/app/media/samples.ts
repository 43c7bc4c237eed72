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

/** Names of the samples that are whole photos, with several faces. */
const WHOLE_PHOTOS = ['three', 'four', 'five', 'dark'] as const

/** Sample photos with several faces from @vladmandic/face-api (MIT), copied at build time. */
export const SAMPLES: readonly Sample[] = WHOLE_PHOTOS.map(createSample)

/** URLs of the same photos by name. */
export const SAMPLE_PHOTOS: Readonly<Record<(typeof WHOLE_PHOTOS)[number], string>> = {
  three: PHOTOS[SAMPLE_PARTS.three.photo],
  four: PHOTOS[SAMPLE_PARTS.four.photo],
  five: PHOTOS[SAMPLE_PARTS.five.photo],
  dark: PHOTOS[SAMPLE_PARTS.dark.photo],
}

/** Single faces of the same photos: upright, turned to a side, tilted, and looking down in little light. */
export const PORTRAITS: readonly Sample[] = (['one', 'turned', 'tilted', 'lookingDown'] as const).map(
  createSample,
)
