import { formatCount } from '../format.ts'

/** Text of Balancing. */
export const BALANCING = {
  heading: 'Balancing by pose',
  results: 'Shapes and bins',
  shapesRead: 'Shapes read',
  readingShapes: 'Reading shapes …',
  read: (done: number, all: number) => `${formatCount(done)} of ${formatCount(all)} read`,
  stop: 'Stop',
  tooFew: (name: string, faces: number, fewest: number) =>
    `${name} has ${faces} readable faces; at least ${fewest} are needed to compare shapes.`,
  stoppedAfter: (faces: number) => `Reading was stopped after ${formatCount(faces)} faces.`,
  readAll: 'Read all',
  facesOf: (name: string) => `faces of ${name}`,
  trainingFaces: 'training faces',
  summary: (faces: number, source: string, before: string, after: string) =>
    `${formatCount(faces)} ${source}; the largest bin holds ${before} times the faces of the smallest before balancing, ${after} times after.`,
  shapes: 'Aligned shapes and their mean',
  shapesLabel: (deviations: string) =>
    `Cloud of landmarks after Procrustes alignment with their mean${deviations ? ` and a face changed by ${deviations} deviations` : ''}`,
  bin: (number: number) => `Bin ${number}`,
  binFaces: 'Faces of the bin',
  examples: 'A face of each bin',
  example: (bin: number, faces: number) =>
    `Bin ${bin}: ${faces === 1 ? 'one face' : `${formatCount(faces)} faces`}`,
  binDetails: (from: string, to: string, faces: number, repeats: number, after: number) =>
    `|yaw| ${from} to ${to}: ${faces} faces, each used ${repeats === 1 ? 'once' : `${repeats} times`}, ${after} after balancing`,
  binLabel: (number: number, details: string) => `Bin ${number}, ${details}`,
  bins: 'Bins',
  binCount: 'K',
  binCountName: 'Bins, K',
  components: 'Change the mean shape, in deviations',
  component: (number: number) => String(number),
  yawComponent: (number: number) => `${number}, yaw`,
  componentName: (number: number) => `Component ${number}`,
  resetMean: 'Back to the mean',
  source: 'Shapes of',
  yourFiles: 'your files',
  trainingSet: 'the training set',
  note: 'Shapes are aligned with their mean by Procrustes analysis without reflection; components are the directions in which they differ most. The component that turns the head stands for yaw. Its absolute value falls into K bins of equal width, and every face of a bin is repeated round(largest bin / this bin) times. Training faces are drawn as outlines from their first components; drop a folder, zip or dlib XML to see your own.',
  trainingFace: (number: number) => `Training face ${number}`,
  yaw: (value: string) => `yaw ${value}`,
  faceCaption: (file: string, yaw: string) => `${file}, yaw ${yaw}`,
  more: (next: number, all: number) => `${next} more of ${formatCount(all)}`,
  histogram: 'Faces by yaw',
  histogramLabel: (before: readonly number[], after: readonly number[]) =>
    `Faces in ${before.length} bins of yaw; before balancing ${before.join(', ')}; after ${after.join(', ')}`,
  yawBins: 'Bins of yaw',
  yawAxis: '|yaw|, from straight ahead to a side',
  facesAxis: 'faces',
  before: 'before',
  after: 'after',
  clickBin: 'Click a bin to see its faces.',
} as const
