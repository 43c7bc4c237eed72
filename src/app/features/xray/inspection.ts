import type { Crop } from '../../../geometry/crop.ts'
import type { Point } from '../../../geometry/point.ts'
import type { Detection, Square } from '../../../geometry/square.ts'
import type { Perturbation } from './perturbation.ts'
import type { Examination } from './examine.ts'
import { patchToImageSquare, patchToImagePoint } from './face-patch.ts'
import type { Sweep } from './sweep.ts'

/** Last examination for tests, in pixels of the picture. */
export interface XrayInspection {
  /** Number of examinations so far. */
  readonly count: number
  /** True for a frame of the camera. */
  readonly live: boolean
  readonly detection: Detection
  readonly start: Square
  readonly stage1: { readonly crop: Crop; readonly landmarks: readonly Point[] } | undefined
  readonly square: Square
  readonly crop: Crop
  readonly landmarks: readonly Point[]
  readonly reference: readonly Point[]
  readonly nme: number
  readonly truth: readonly Point[] | undefined
  readonly trueNme: number | undefined
  readonly perturbation: Perturbation
  readonly passes: number
  readonly sweep: Sweep | undefined
  readonly frozen: boolean
}

declare global {
  interface Window {
    xray?: XrayInspection
  }
}

/** Part of the controller's state that is exposed. */
interface Exposed {
  readonly examination: Examination | undefined
  readonly sweep: Sweep | undefined
  readonly frozen: boolean
}

let last: Examination | undefined
let count = 0

/** Writes the last examination to `window.xray`. */
export function expose({ examination, sweep, frozen }: Exposed): void {
  if (examination !== last) count++
  last = examination
  if (!examination) {
    delete window.xray
    return
  }
  const { subject, perturbation, passes, start, face, crop, reference, nme, trueNme } = examination
  const { patch, detection } = subject
  const back = (points: readonly Point[]) => points.map((point) => patchToImagePoint(patch, point))
  window.xray = {
    count,
    live: subject.capture.live,
    detection,
    start: patchToImageSquare(patch, start),
    stage1: face.stage1 && {
      crop: patchToImageSquare(patch, face.stage1.crop),
      landmarks: back(face.stage1.landmarks),
    },
    square: patchToImageSquare(patch, face.square),
    crop: patchToImageSquare(patch, crop),
    landmarks: back(face.landmarks),
    reference: back(reference),
    nme,
    truth: subject.truth && back(subject.truth),
    trueNme,
    perturbation,
    passes,
    sweep,
    frozen,
  }
}
