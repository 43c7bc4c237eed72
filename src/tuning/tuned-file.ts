import { RECIPE_RANGES, TUNING_LOSSES, type Recipe } from './recipe.ts'
import { OUTPUT_COUNT, type BaseVariant, type TunedDraft } from './tuned-variant.ts'

/** Value of `format` in every file; tells them from other JSON. */
const FORMAT = 'wingmark-tuned'
const VERSION = 1

/** Longest file accepted, in characters; a layer of 4096 features has 3 MB as base64. */
export const MAX_TUNED_FILE_LENGTH = 4_000_000

export type TunedFileCode =
  'not-json' | 'not-tuned' | 'damaged' | 'shape' | 'numbers' | 'unknown-base' | 'other-base'

/** Error about a file that cannot be imported; the message is for users and says what to do. */
export class TunedFileError extends Error {
  readonly code: TunedFileCode

  constructor(code: TunedFileCode, message: string) {
    super(message)
    this.name = 'TunedFileError'
    this.code = code
  }
}

/** Encodes floats as base64 of their bytes: little-endian, as on every machine with a browser. */
function toBase64(numbers: Float32Array): string {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
  let text = ''
  for (let from = 0; from < bytes.length; from += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(from, from + 0x8000))
  }
  return btoa(text)
}

/** Formats a tuned variant as the text of a file; `parseTuned` reads it. */
export function formatTuned({ weights, ...rest }: TunedDraft): string {
  const { base, baseSha256, recipe, frames, error, made } = rest
  const numbers = { kernel: toBase64(weights.kernel), bias: toBase64(weights.bias) }
  const file = { format: FORMAT, version: VERSION, base, baseSha256, made, recipe, frames, error, ...numbers }
  return `${JSON.stringify(file, null, 1)}\n`
}

type Fields = Readonly<Record<string, unknown>>

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Formats a value from a file for a message, at most 40 characters. */
function quoteValue(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : 'unknown'
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

/** Reads fields of a file; errors start with the file's name. */
class FieldReader {
  readonly #name: string

  constructor(name: string) {
    this.#name = name
  }

  fail(code: TunedFileCode, what: string): never {
    throw new TunedFileError(code, `${this.#name} ${what}`)
  }

  parseFile(text: string): Fields {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      this.fail('not-json', 'is not JSON: it is another kind of file, or was cut short. Export it again.')
    }
    if (!isFields(value) || value.format !== FORMAT) {
      this.fail('not-tuned', 'contains no tuned variant. Choose a file that this page exported.')
    }
    if (value.version !== VERSION) {
      this.fail(
        'not-tuned',
        `was exported by another version of this page (${quoteValue(value.version)}). Update the page.`,
      )
    }
    return value
  }

  readNumber(of: Fields, key: string, [low, high]: readonly [number, number]): number {
    const value = of[key]
    if (typeof value === 'number' && value >= low && value <= high) return value
    return this.fail(
      'damaged',
      `is damaged: its ${key} is not a number from ${low} to ${high}. Export it again.`,
    )
  }

  readInteger(of: Fields, key: string, range: readonly [number, number]): number {
    const value = this.readNumber(of, key, range)
    return Number.isInteger(value)
      ? value
      : this.fail('damaged', `is damaged: its ${key} is not a whole number. Export it again.`)
  }

  readFields(of: Fields, key: string): Fields {
    const value = of[key]
    return isFields(value) ? value : this.fail('damaged', `is damaged: it has no ${key}. Export it again.`)
  }

  readText(of: Fields, key: string): string {
    const value = of[key]
    return typeof value === 'string'
      ? value
      : this.fail('damaged', `is damaged: it has no ${key}. Export it again.`)
  }

  readFloats(of: Fields, key: string, count: number): Float32Array {
    const text = this.readText(of, key)
    let bytes = ''
    try {
      bytes = atob(text)
    } catch {
      this.fail('damaged', `is damaged: its ${key} is not base64. Export it again.`)
    }
    if (bytes.length !== 4 * count) {
      this.fail('shape', `does not fit: its ${key} has ${bytes.length / 4} numbers instead of ${count}.`)
    }
    const numbers = new Float32Array(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)).buffer)
    if (!numbers.every(Number.isFinite)) {
      this.fail('numbers', `is damaged: its ${key} holds numbers that are not finite. Train it again.`)
    }
    return numbers
  }
}

function parseRecipe(read: FieldReader, of: Fields): Recipe {
  const loss = TUNING_LOSSES.find((name) => name === of.loss)
  if (!loss) read.fail('damaged', 'is damaged: it names an unknown loss. Export it again.')
  return {
    loss,
    w: read.readNumber(of, 'w', RECIPE_RANGES.w),
    epsilon: read.readNumber(of, 'epsilon', RECIPE_RANGES.epsilon),
    steps: read.readInteger(of, 'steps', RECIPE_RANGES.steps),
    rate: read.readNumber(of, 'rate', RECIPE_RANGES.rate),
  }
}

const COUNT_RANGE = [0, 10_000] as const
const PERCENT_RANGE = [0, 10_000] as const

/**
 * Parses a file written by `formatTuned`. `name` is the file's name, for error messages.
 * @throws TunedFileError if it is not such a file, is damaged, or does not fit any of `bases`.
 */
export function parseTuned(text: string, name: string, bases: readonly BaseVariant[]): TunedDraft {
  const read = new FieldReader(name)
  const file = read.parseFile(text)
  const named = read.readText(file, 'base')
  const base = bases.find((known) => known.name === named)
  if (!base) {
    const names = bases.map((known) => known.name).join(', ')
    return read.fail(
      'unknown-base',
      `was trained on "${quoteValue(named)}", which is not available. Available: ${names}.`,
    )
  }
  if (file.baseSha256 !== base.sha256) {
    read.fail(
      'other-base',
      `was trained on another version of "${named}" and does not fit its weights. Train it again.`,
    )
  }
  const made = new Date(read.readText(file, 'made'))
  if (Number.isNaN(made.getTime())) read.fail('damaged', 'is damaged: its date is invalid. Export it again.')
  const frames = read.readFields(file, 'frames')
  const error = read.readFields(file, 'error')
  return {
    base: base.name,
    baseSha256: base.sha256,
    weights: {
      kernel: read.readFloats(file, 'kernel', base.hidden * OUTPUT_COUNT),
      bias: read.readFloats(file, 'bias', OUTPUT_COUNT),
    },
    recipe: parseRecipe(read, read.readFields(file, 'recipe')),
    frames: {
      trained: read.readInteger(frames, 'trained', COUNT_RANGE),
      heldOut: read.readInteger(frames, 'heldOut', COUNT_RANGE),
      corrected: read.readInteger(frames, 'corrected', COUNT_RANGE),
    },
    error: {
      before: read.readNumber(error, 'before', PERCENT_RANGE),
      after: read.readNumber(error, 'after', PERCENT_RANGE),
    },
    made: made.toISOString(),
  }
}
