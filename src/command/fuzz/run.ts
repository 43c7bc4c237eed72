import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { createContext, runInNewContext, Script } from 'node:vm'
import { FuzzFailure, type FuzzTarget } from './fuzz-target.ts'
import { SeededRandom } from './random.ts'

/** Timeout after which an input counts as a hang, as a multiple of the target's time limit. */
const HANG_FACTOR = 20
/** Memory growth above which a parser leaks; its results have been released. */
const MAX_GROWTH_BYTES = 48 * 2 ** 20
/** Number of bugs after which a parser is not tested further. */
const MAX_FAILURES = 5

/** Bug found by an input. */
export interface FuzzBug {
  readonly index: number
  readonly reason: string
  /** File that the input was written to. */
  readonly file: string
}

/** Result of fuzzing one parser. */
export interface FuzzResult {
  readonly name: string
  readonly inputs: number
  readonly accepted: number
  readonly refused: number
  /** Longest time of one input in ms, and its number. */
  readonly slowest: { readonly ms: number; readonly index: number }
  /** Growth of the memory in use, in bytes. */
  readonly growth: number
  readonly failures: readonly FuzzBug[]
}

/** Meter of the memory in use after garbage collection. */
export interface Memory {
  bytes(): number | Promise<number>
}

/** Memory of this process. */
export const PROCESS_MEMORY: Memory = {
  async bytes() {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    collect()
    // Streams release their buffers only in a later task.
    await new Promise((resolve) => setTimeout(resolve, 200))
    collect()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  },
}

const CALL_SCRIPT = new Script('work()')
const SANDBOX = createContext({})

/** Calls `work` and interrupts it after a timeout, even in a regular expression. */
function runWithTimeout<T>(work: () => T, ms: number): T {
  SANDBOX.work = work
  return CALL_SCRIPT.runInContext(SANDBOX, { timeout: ms, displayErrors: false }) as T
}

async function runWithin<T>(work: () => T | Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new FuzzFailure(`it did not end within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([runWithTimeout(work, ms), late])
  } finally {
    clearTimeout(timer)
  }
}

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // By its name, because targets imported by Vite have another class of it.
  if (error.name === 'FuzzFailure') return error.message
  return (error.stack ?? error.message).split('\n').slice(0, 4).join('\n')
}

export interface FuzzPlan {
  readonly seed: number
  /** Number of the first input. */
  readonly first: number
  readonly inputs: number
  /** Called after every hundredth input. */
  readonly progress?: (done: number) => void
}

let folder: string | undefined

function writeInput(name: string, index: number, input: string | Uint8Array): string {
  folder ??= mkdtempSync(join(tmpdir(), 'wingmark-fuzz-'))
  const file = join(folder, `${name}-${index}`)
  writeFileSync(file, input)
  return file
}

/** Fuzzes a parser, one input after another. */
export async function fuzz<Input>(
  target: FuzzTarget<Input>,
  { seed, first, inputs, progress }: FuzzPlan,
  memory: Memory = PROCESS_MEMORY,
): Promise<FuzzResult> {
  const { name, timeLimitMs: patience } = target
  const counts = { accepted: 0, refused: 0 }
  const failures: FuzzBug[] = []
  let slowest = { ms: 0, index: first }
  const timed = async (input: Input) => {
    const began = performance.now()
    const accepted = await runWithin(() => target.parseInput(input), HANG_FACTOR * patience)
    return { accepted, ms: performance.now() - began }
  }
  const before = await memory.bytes()
  let index = first
  for (; index < first + inputs && failures.length < MAX_FAILURES; index++) {
    const done = index - first
    if (done > 0 && done % 100 === 0) progress?.(done)
    const input = target.createInput(new SeededRandom(seed, name, index))
    try {
      let { accepted, ms } = await timed(input)
      // Another program may have used the processor; try once more.
      if (ms > patience) ms = Math.min(ms, (await timed(input)).ms)
      if (ms > patience) throw new FuzzFailure(`it takes ${Math.round(ms)} ms`)
      if (ms > slowest.ms) slowest = { ms, index }
      counts[accepted ? 'accepted' : 'refused']++
    } catch (error) {
      failures.push({
        index,
        reason: describeError(error),
        file: writeInput(name, index, target.serialize(input)),
      })
    }
  }
  const growth = (await memory.bytes()) - before
  if (growth > MAX_GROWTH_BYTES) {
    failures.push({
      index,
      reason: `${Math.round(growth / 2 ** 20)} MB were not released`,
      file: '',
    })
  }
  return { name, inputs: index - first, ...counts, slowest, growth, failures }
}
