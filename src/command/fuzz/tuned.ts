import { RANGES } from '../../tuning/recipe.ts'
import { parseTuned, TunedFileError, tunedText } from '../../tuning/tuned-file.ts'
import { basesOf, fitsBase, isTuned, type Base } from '../../tuning/tuned-variant.ts'
import { holds, taken, type Entrance } from './fuzz-target.ts'
import { spoiltJson } from './mutate-json.ts'
import type { Random } from './random.ts'
import { shippedManifest } from './seeds.ts'

/** A shipped one, and one so small that its file is read quickly. */
const BASES: readonly Base[] = [
  ...basesOf([shippedManifest('lite')]),
  { name: 'small', sha256: 'abc', hidden: 3 },
]

function fileOf(random: Random): unknown {
  const base = BASES[random.chance(0.02) ? 0 : 1]
  const numbers = (length: number) => Float32Array.from({ length }, () => random.below(1000) / 500 - 1)
  const text = tunedText({
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

/** The file of a tuned variant. */
export const TUNED: Entrance<string> = {
  name: 'tuned',
  patience: 1000,
  make: (random) => spoiltJson(random, fileOf(random)),
  take: (text) =>
    taken(
      () => parseTuned(text, 'mine.json', BASES),
      TunedFileError,
      (draft) => {
        const { weights, recipe, frames, error, made } = draft
        holds(fitsBase(draft, BASES) && isTuned({ ...draft, name: 'tuned-1' }), 'it does not fit its base')
        holds([...weights.kernel, ...weights.bias].every(Number.isFinite), 'a weight is not finite')
        for (const key of ['w', 'epsilon', 'steps', 'rate'] as const) {
          const [low, high] = RANGES[key]
          holds(recipe[key] >= low && recipe[key] <= high, `${key} is ${recipe[key]}`)
        }
        holds(Object.values(frames).every(Number.isInteger), 'half a frame')
        holds(Object.values(error).every(Number.isFinite), 'an error is not finite')
        holds(new Date(made).toISOString() === made, `${made} is no date`)
        holds(!('polluted' in {}), 'all objects have been changed')
      },
    ),
  record: (text) => text,
}
