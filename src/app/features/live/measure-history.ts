import { BlinkDetector } from '../../../measures/blink-detector.ts'
import type { FaceMeasures } from '../../../measures/face-measures.ts'
import type { Angles } from '../../../pose/rotation.ts'

/** Seconds that the plots show. */
export const HISTORY_S = 10

/** Measured values of a face, by name; left and right are those of the picture as it is shown. */
export interface MeasuredValues {
  readonly eyeLeft: number
  readonly eyeRight: number
  readonly mouthOpen: number
  readonly yaw: number | undefined
  readonly pitch: number | undefined
  readonly roll: number | undefined
}

export type MeasureName = keyof MeasuredValues

/** Values of one frame; undefined if there was no face. */
export interface MeasureSample {
  readonly time: number
  readonly values: MeasuredValues | undefined
}

/** Converts a face's measures and pose to the values of the picture as it is shown, which may be mirrored. */
export function toShownValues(
  { eyeAspectRatio: { left, right }, mouthAspectRatio }: FaceMeasures,
  pose: Angles | undefined,
  mirrored: boolean,
): MeasuredValues {
  const sign = mirrored ? -1 : 1
  return {
    eyeLeft: mirrored ? right : left,
    eyeRight: mirrored ? left : right,
    mouthOpen: mouthAspectRatio,
    yaw: pose && sign * pose.yaw,
    pitch: pose?.pitch,
    roll: pose && sign * pose.roll,
  }
}

/** Measures of one face over the last seconds, and the number of its blinks. */
export class MeasureHistory {
  readonly #samples: MeasureSample[] = []
  readonly #detector = new BlinkDetector()
  #face: number | undefined
  #blinks = 0

  /** Samples of the last HISTORY_S seconds, the oldest first. */
  get samples(): readonly MeasureSample[] {
    return this.#samples
  }

  /** Number of blinks of the face since it came. */
  get blinks(): number {
    return this.#blinks
  }

  /**
   * Adds the values of a frame at `time` in seconds; undefined if it shows no face. Another face, by its number, starts
   * anew.
   */
  add(time: number, face: number | undefined, values: MeasuredValues | undefined): void {
    if (values && face !== this.#face) {
      this.clear()
      this.#face = face
    }
    const ratio = values && (values.eyeLeft + values.eyeRight) / 2
    if (this.#detector.update(time, ratio)) this.#blinks++
    this.#samples.push({ time, values })
    for (let [oldest] = this.#samples; oldest && time - oldest.time > HISTORY_S; [oldest] = this.#samples)
      this.#samples.shift()
  }

  clear(): void {
    this.#samples.length = 0
    this.#detector.reset()
    this.#blinks = 0
    this.#face = undefined
  }
}
