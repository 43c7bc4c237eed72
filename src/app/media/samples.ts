import first from '../../../node_modules/@vladmandic/face-api/demo/sample3.jpg?url&no-inline'
import second from '../../../node_modules/@vladmandic/face-api/demo/sample6.jpg?url&no-inline'
import third from '../../../node_modules/@vladmandic/face-api/demo/sample5.jpg?url&no-inline'
import fourth from '../../../node_modules/@vladmandic/face-api/demo/sample1.jpg?url&no-inline'

/** Photos with several faces from @vladmandic/face-api (MIT), taken at build time. */
export const SAMPLES = [
  { url: first, label: 'three faces' },
  { url: second, label: 'four faces' },
  { url: third, label: 'five faces' },
  { url: fourth, label: 'three faces in the dark' },
] as const
