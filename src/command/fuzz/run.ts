import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { createContext, runInNewContext, Script } from 'node:vm'
import { FuzzFailure, type FuzzTarget } from './fuzz-target.ts'
import { SeededRandom } from './random.ts'

/** An input that is not stopped by then, in units of its entrance's patience, never ends. */
const HANG_FACTOR = 20
/** More is a leak: what a parser gave has been let go. Bytes. */
const MAX_GROWTH_BYTES = 48 * 2 ** 20
/** Bugs of one parser after which it is not asked further. */
const MAX_FAILURES = 5

export interface FuzzBug {
  readonly index: number
  readonly reason: string
  /** Where the input was written to. */
  readonly file: string
}

/** What came of the inputs of one parser. */
export interface FuzzResult {
  readonly name: string
  readonly inputs: number
  readonly accepted: number
  readonly refused: number
  /** Longest time of one input in ms, and which. */
  readonly slowest: { readonly ms: number; readonly index: number }
  /** Bytes in use afterwards that were not before. */
  readonly growth: number
  readonly failures: readonly FuzzBug[]
}

/** How much memory is in use once garbage has been collected. */
export interface Memory {
  bytes(): number | Promise<number>
}

/** Of this process. */
export const PROCESS_MEMORY: Memory = {
  async bytes() {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    collect()
    // Streams let their buffers go only after a turn.
    await new Promise((resolve) => setTimeout(resolve, 200))
    collect()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  },
}

const CALL_SCRIPT = new Script('work()')
const SANDBOX = createContext({})

/** Calls `work` and, should it not come back, interrupts it: not even a regular expression goes on. */
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
  // By its name: Vite has modules of its own.
  if (error.name === 'Broken') return error.message
  return (error.stack ?? error.message).split('\n').slice(0, 4).join('\n')
}

export interface FuzzPlan {
  readonly seed: number
  /** Number of the first input. */
  readonly first: number
  readonly inputs: number
  /** Hears of every hundredth input. */
  readonly progress?: (done: number) => void
}

let folder: string | undefined

function writeInput(name: string, index: number, input: string | Uint8Array): string {
  folder ??= mkdtempSync(join(tmpdir(), 'wingmark-fuzz-'))
  const file = join(folder, `${name}-${index}`)
  writeFileSync(file, input)
  return file
}

/** Gives a parser its inputs, one after another. */
export async function fuzz<Input>(
  entrance: FuzzTarget<Input>,
  { seed, first, inputs, progress }: FuzzPlan,
  memory: Memory = PROCESS_MEMORY,
): Promise<FuzzResult> {
  const { name, timeLimitMs: patience } = entrance
  const counts = { accepted: 0, refused: 0 }
  const failures: FuzzBug[] = []
  let slowest = { ms: 0, index: first }
  const timed = async (input: Input) => {
    const began = performance.now()
    const accepted = await runWithin(() => entrance.parseInput(input), HANG_FACTOR * patience)
    return { accepted, ms: performance.now() - began }
  }
  const before = await memory.bytes()
  let index = first
  for (; index < first + inputs && failures.length < MAX_FAILURES; index++) {
    const done = index - first
    if (done > 0 && done % 100 === 0) progress?.(done)
    const input = entrance.createInput(new SeededRandom(seed, name, index))
    try {
      let { accepted, ms } = await timed(input)
      // Perhaps another program had the processor.
      if (ms > patience) ms = Math.min(ms, (await timed(input)).ms)
      if (ms > patience) throw new FuzzFailure(`it takes ${Math.round(ms)} ms`)
      if (ms > slowest.ms) slowest = { ms, index }
      counts[accepted ? 'accepted' : 'refused']++
    } catch (error) {
      failures.push({
        index,
        reason: describeError(error),
        file: writeInput(name, index, entrance.serialize(input)),
      })
    }
  }
  const growth = (await memory.bytes()) - before
  if (growth > MAX_GROWTH_BYTES) {
    failures.push({
      index,
      reason: `${Math.round(growth / 2 ** 20)} MB are still in use afterwards`,
      file: '',
    })
  }
  return { name, inputs: index - first, ...counts, slowest, growth, failures }
}
