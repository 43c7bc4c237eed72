import type { SeededRandom } from './random.ts'

/** A parser that takes what people give it, and how to give it what is wrong. */
export interface FuzzTarget<Input = unknown> {
  readonly name: string
  /** Longest time for one input, in ms, on a machine that does nothing else. */
  readonly timeLimitMs: number
  /** An input out of chance. */
  readonly createInput: (random: SeededRandom) => Input
  /**
   * Gives it to the parser: true if it is taken, and what came of it is right; false if it is refused in a
   * sentence, by an error of the kind that is meant for that. All else is thrown: it is a bug.
   */
  readonly parseInput: (input: Input) => boolean | Promise<boolean>
  /** What to write into a file to look at it. */
  readonly serialize: (input: Input) => string | Uint8Array
}

/** Something that a parser should not have let through. */
export class FuzzFailure extends Error {
  override readonly name = 'Broken'
}

export function assertHolds(condition: boolean, what: string): asserts condition {
  if (!condition) throw new FuzzFailure(what)
}

/** What only a program says. */
const INTERNAL_WORDING =
  /\bundefined\b|\[object |Cannot read|Cannot convert|is not a function|is not iterable|Invalid array length|call stack|outside the bounds|Unexpected (token|end)|in JSON at|NaN (points|numbers|bytes|MB|x)\b/

/** Whether a refusal's message can be shown to people. */
export function isSentence(message: string): boolean {
  return message.length > 10 && message.length < 1000 && !INTERNAL_WORDING.test(message)
}

/**
 * Whether `parse` takes the input; `check` then looks at what came of it.
 * @throws what `parse` threw, unless it is of the type `refusal`, with a sentence.
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
    assertHolds(isSentence(error.message), `it is refused with "${error.message.slice(0, 300)}"`)
    return false
  }
  await check(result)
  return true
}
