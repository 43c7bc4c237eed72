import { RECIPE_RANGES } from '../../tuning/recipe.ts'
import { parseTuned, TunedFileError, formatTuned } from '../../tuning/tuned-file.ts'
import { listBases, fitsBase, isTunedVariant, type BaseVariant } from '../../tuning/tuned-variant.ts'
import { assertHolds, checkParser, type FuzzTarget } from './fuzz-target.ts'
import { mutateJson } from './mutate-json.ts'
import type { SeededRandom } from './random.ts'
import { readBundledManifest } from './seeds.ts'

/** A bundled base, and one so small that its file is read quickly. */
const BASES = [
  ...listBases([readBundledManifest('wing')]),
  { name: 'small', sha256: 'abc', hidden: 3 },
] satisfies readonly BaseVariant[]

function createTunedFile(random: SeededRandom): unknown {
  const base = BASES[random.chance(0.02) ? 0 : 1]!
  const numbers = (length: number) => Float32Array.from({ length }, () => random.below(1000) / 500 - 1)
  const text = formatTuned({
    base: base.name,
    baseSha256: base.sha256,
    weights: { kernel: numbers(base.hidden * 136), bias: numbers(136) },
    recipe: { loss: 'wing', w: 10, epsilon: 2, steps: 300, rate: 0.001 },
    frames: { trained: 40, heldOut: 10, corrected: 3 },
    error: { before: 5.25, after: 1.5 },
    made: '2026-01-02T03:04:05.678Z',
  })
  return JSON.parse(text)
}

/** Parser of tuned variants' files. */
export const TUNED_TARGET: FuzzTarget<string> = {
  name: 'tuned',
  timeLimitMs: 1000,
  createInput: (random) => mutateJson(random, createTunedFile(random)),
  parseInput: (text) =>
    checkParser(
      () => parseTuned(text, 'mine.json', BASES),
      TunedFileError,
      (draft) => {
        const { weights, recipe, frames, error, made } = draft
        assertHolds(
          fitsBase(draft, BASES) && isTunedVariant({ ...draft, name: 'tuned-1' }),
          'it does not fit its base',
        )
        assertHolds([...weights.kernel, ...weights.bias].every(Number.isFinite), 'a weight is not finite')
        for (const key of ['w', 'epsilon', 'steps', 'rate'] as const) {
          const [low, high] = RECIPE_RANGES[key]
          assertHolds(recipe[key] >= low && recipe[key] <= high, `${key} is ${recipe[key]}`)
        }
        assertHolds(Object.values(frames).every(Number.isInteger), 'a frame count is not an integer')
        assertHolds(Object.values(error).every(Number.isFinite), 'an error is not finite')
        assertHolds(new Date(made).toISOString() === made, `${made} is not a date`)
        assertHolds(!('polluted' in {}), 'the prototype of all objects was changed')
      },
    ),
  serialize: (text) => text,
}
