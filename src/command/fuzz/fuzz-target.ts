import type { SeededRandom } from './random.ts'

/** Parser of user input, with a generator of inputs and a check of its results. */
export interface FuzzTarget<Input = unknown> {
  readonly name: string
  /** Longest time for one input on an idle machine. */
  readonly timeLimitMs: number
  /** Creates a random input. */
  readonly createInput: (random: SeededRandom) => Input
  /**
   * Parses an input: true if it is accepted and the result is valid; false if it is rejected with a readable message
   * in an error of the expected type. Anything else is thrown and counts as a bug.
   */
  readonly parseInput: (input: Input) => boolean | Promise<boolean>
  /** Serializes an input for a file that reproduces the bug. */
  readonly serialize: (input: Input) => string | Uint8Array
}

/** Violation of a property that the fuzz test checks. */
export class FuzzFailure extends Error {
  override readonly name = 'FuzzFailure'
}

/** Throws a FuzzFailure unless `condition` holds. */
export function assertHolds(condition: boolean, message: string): asserts condition {
  if (!condition) throw new FuzzFailure(message)
}

/** Wording of internal errors, which users must not see. */
const INTERNAL_WORDING =
  /\bundefined\b|\[object |Cannot read|Cannot convert|is not a function|is not iterable|Invalid array length|call stack|outside the bounds|Unexpected (token|end)|in JSON at|NaN (points|numbers|bytes|MB|x)\b/

/** Tells whether an error message is fit for users. */
export function isSentence(message: string): boolean {
  return message.length > 10 && message.length < 1000 && !INTERNAL_WORDING.test(message)
}

/**
 * Runs a parser and checks its result with `check`. Returns whether the input was accepted.
 * @throws the error of `parse` unless it is a `refusal` with a readable message.
 */
export async function checkParser<T>(
  parse: () => T | Promise<T>,
  refusal: abstract new (...given: never[]) => Error,
  check: (result: T) => void | Promise<void>,
): Promise<boolean> {
  let result: T
  try {
    result = await parse()
  } catch (error) {
    if (!(error instanceof refusal)) throw error
    assertHolds(isSentence(error.message), `it is rejected with "${error.message.slice(0, 300)}"`)
    return false
  }
  await check(result)
  return true
}
