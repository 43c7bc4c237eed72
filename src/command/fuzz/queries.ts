import type { SeededRandom } from './random.ts'

/** Keys of the query string with values that views write. */
const KNOWN_VALUES: Readonly<Record<string, readonly string[]>> = {
  view: ['single', 'compare', 'xray', 'losses', 'evaluate', 'annotate', 'balancing', 'tune', 'about'],
  variant: ['wing', 'lite', 'l2', 'tuned-1', 'tuned-99'],
  variants: ['wing,lite', 'wing,wing', 'l2,l1,smooth-l1,wing,lite', 'tuned-1,tuned-22', 'wing'],
  layout: ['panels', 'overlay', 'difference'],
  magnify: ['1', '20', '7.5'],
  mirror: ['on', 'off'],
  zoom: ['on', 'off'],
  smooth: ['on', 'off'],
  rest: ['0.2', '5'],
  motion: ['0', '40'],
  backend: ['wasm', 'webgl', 'webgpu'],
  // Keys of single views.
  w: ['1', '10', '20'],
  epsilon: ['0.02', '2', '10'],
  'losses-w': ['1', '10', '20'],
  'losses-epsilon': ['0.02', '2', '10'],
  'tune-w': ['1', '10', '20'],
  'tune-epsilon': ['0.02', '2', '10'],
  r: ['0', '5'],
  hide: ['wing', 'l1,l2'],
  residuals: ['wing', 'l2', 'lite'],
  start: ['annotated', 'detected'],
  by: ['ocular', 'pupil'],
  scored: ['wing', 'wing,lite'],
  worst: ['wing', 'lite'],
  'annotation-moves': ['feature', 'face'],
  'annotation-format': ['dlib', 'coco', 'ljson'],
  shapes: ['given', 'training'],
  bins: ['2', '20', '9'],
  bend: ['1,-2,0.5', '3,3,3,3,3,3', '0'],
  bin: ['1', '20'],
  face: ['1', '2', '20'],
  plot: ['x', 'roll', 'noise'],
  x: ['0.2', '-0.2'],
  y: ['0.1'],
  scale: ['0.8', '1.2'],
  roll: ['-30', '45'],
  blur: ['2'],
  noise: ['10'],
  occlusion: ['0.2'],
  steps: ['20', '300', '2000'],
  rate: ['0.001', '0.01'],
  loss: ['wing', 'l1'],
}

const ODD_VALUES = [
  '',
  ' ',
  'NaN',
  '-0',
  '1e999',
  '-1',
  '0x10',
  '1.5',
  '999',
  ',',
  ',,,',
  '__proto__',
  'constructor',
  '%',
  '\0',
  'ü',
] as const

/** Creates a query string with known, repeated and unknown keys, and valid and odd values. */
export function createQuery(random: SeededRandom): string {
  const parts = Array.from({ length: random.below(8) }, () => {
    const key = random.chance(0.05)
      ? random.pick(['__proto__', 'x[]', '', 'VIEW'])
      : random.pick(Object.keys(KNOWN_VALUES))
    const value = random.chance(0.4) ? random.pick(ODD_VALUES) : random.pick(KNOWN_VALUES[key] ?? ODD_VALUES)
    return `${key}=${random.chance(0.9) ? encodeURIComponent(value) : value}`
  })
  return `?${parts.join('&')}`
}
