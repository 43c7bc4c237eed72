import { formatNumber } from '../ui/format.ts'
import { ENGLISH, TEXT, type Catalogue } from '../ui/text.ts'
import type { Percentiles } from './percentiles.ts'

/** Writes a number with so many decimals. */
export type WriteNumber = (value: number, digits: number) => string

/** Sentence that can be said in any language of the page. */
export type Sentence = (text: Catalogue, write: WriteNumber) => string

/** Observation of a step. */
export interface Finding {
  readonly sentence: Sentence
  /** True for a detail of the finding above it. */
  readonly isDetail?: boolean
}

/** Says a sentence in the language of the page. */
export const say = (sentence: Sentence): string => sentence(TEXT, formatNumber)

/** Says a sentence in English, for an issue. */
export const sayInEnglish = (sentence: Sentence): string =>
  sentence(ENGLISH, (value, digits) => value.toFixed(digits))

/** Reason, as a sentence, why a step could not be carried out. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure'
  readonly sentence: Sentence

  constructor(sentence: Sentence) {
    super(sayInEnglish(sentence))
    this.sentence = sentence
  }
}

/** Formats delays in milliseconds, without the unit. */
export const formatDelays = ({ p50, p95, p99 }: Percentiles, write: WriteNumber): string =>
  `p50 ${write(p50, 1)}, p95 ${write(p95, 1)}, p99 ${write(p99, 1)}`
