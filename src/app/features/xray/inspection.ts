import type { Crop } from '../../../geometry/crop.ts'
import type { Point } from '../../../geometry/point.ts'
import type { Detection, Square } from '../../../geometry/square.ts'
import type { Damage } from './perturbation.ts'
import type { Xray } from './examine.ts'
import { squareToPicture, toPicture } from './face-patch.ts'
import type { Sweep } from './sweep.ts'

/** For the browser's console and for tests: the last X-ray, in pixels of the picture. */
export interface XrayInspection {
  /** Grows with every X-ray. */
  readonly count: number
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
  readonly damage: Damage
  readonly looks: number
  readonly sweep: Sweep | undefined
  readonly frozen: boolean
}

declare global {
  interface Window {
    xray?: XrayInspection
  }
}

/** The part of the room's state that is shown. */
interface Exposed {
  readonly xray: Xray | undefined
  readonly sweep: Sweep | undefined
  readonly frozen: boolean
}

let last: Xray | undefined
let count = 0

/** Puts the last X-ray where it can be read. */
export function expose({ xray, sweep, frozen }: Exposed): void {
  if (xray !== last) count++
  last = xray
  if (!xray) {
    delete window.xray
    return
  }
  const { subject, damage, looks, start, face, crop, reference, nme, trueNme } = xray
  const { sheet, detection } = subject
  const back = (points: readonly Point[]) => points.map((point) => toPicture(sheet, point))
  window.xray = {
    count,
    detection,
    start: squareToPicture(sheet, start),
    stage1: face.stage1 && {
      crop: squareToPicture(sheet, face.stage1.crop),
      landmarks: back(face.stage1.landmarks),
    },
    square: squareToPicture(sheet, face.square),
    crop: squareToPicture(sheet, crop),
    landmarks: back(face.landmarks),
    reference: back(reference),
    nme,
    truth: subject.truth && back(subject.truth),
    trueNme,
    damage,
    looks,
    sweep,
    frozen,
  }
}
