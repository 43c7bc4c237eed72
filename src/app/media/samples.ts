import first from '../../../node_modules/@vladmandic/face-api/demo/sample3.jpg?url&no-inline'
import second from '../../../node_modules/@vladmandic/face-api/demo/sample6.jpg?url&no-inline'
import third from '../../../node_modules/@vladmandic/face-api/demo/sample5.jpg?url&no-inline'
import fourth from '../../../node_modules/@vladmandic/face-api/demo/sample1.jpg?url&no-inline'
import { TEXT } from '../ui/text.ts'

/** Sample photos with several faces from @vladmandic/face-api (MIT), copied at build time. */
export const SAMPLES = [
  { url: first, label: TEXT.media.samples.three },
  { url: second, label: TEXT.media.samples.four },
  { url: third, label: TEXT.media.samples.five },
  { url: fourth, label: TEXT.media.samples.dark },
] as const
