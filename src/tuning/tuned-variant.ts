import { LANDMARK_COUNT } from '../geometry/face.ts'
import type { DenseWeights } from '../networks/dense.ts'
import type { VariantManifest } from '../networks/manifest.ts'
import type { Recipe } from './recipe.ts'

/** Fine-tuned output layer that has no name yet: weights, training settings and errors. */
export interface TunedDraft {
  /** Name of the bundled variant that was fine-tuned. */
  readonly base: string
  /** SHA-256 of that variant's CNN-7, in hexadecimal; the layer fits no other one. */
  readonly baseSha256: string
  /** (hidden, 136) and (136). */
  readonly weights: DenseWeights
  readonly recipe: Recipe
  readonly frames: {
    readonly trained: number
    /** Held-out frames that were corrected by hand: those of the validation. */
    readonly heldOut: number
    /** Frames with a landmark corrected by hand. */
    readonly corrected: number
  }
  /** Mean inter-ocular NME of the validation frames, in percent. */
  readonly error: { readonly before: number; readonly after: number }
  /** Time of training, in ISO 8601. */
  readonly made: string
}

/** Fine-tuned variant stored under a name. */
export interface TunedVariant extends TunedDraft {
  readonly name: string
}

/** Variant that can be fine-tuned. */
export interface BaseVariant {
  readonly name: string
  readonly sha256: string
  readonly hidden: number
}

/** Lists the variants that can be fine-tuned: those with a CNN-7. */
export function listBases(manifests: readonly VariantManifest[]): BaseVariant[] {
  return manifests.flatMap(({ variant, stages: [, stage2] }) =>
    stage2 && stage2.network !== 'heat-map'
      ? [{ name: variant, sha256: stage2.sha256, hidden: stage2.hidden }]
      : [],
  )
}

/** Outputs of the layer: x and y of each landmark. */
export const OUTPUT_COUNT = 2 * LANDMARK_COUNT

/** Tells whether a tuned variant fits the weights that this page has. */
export function fitsBase({ base, baseSha256, weights }: TunedDraft, bases: readonly BaseVariant[]): boolean {
  const own = bases.find(({ name, sha256 }) => name === base && sha256 === baseSha256)
  return (
    own !== undefined &&
    weights.kernel.length === own.hidden * OUTPUT_COUNT &&
    weights.bias.length === OUTPUT_COUNT
  )
}

/** Tells whether a value from the browser's storage is a tuned variant in this version's format. */
export function isTunedVariant(value: unknown): value is TunedVariant {
  const { name, base, baseSha256, weights, recipe, error, made } = (value ?? {}) as Partial<TunedVariant>
  return (
    [name, base, baseSha256, made, recipe?.loss].every((text) => typeof text === 'string') &&
    [error?.before, error?.after].every((number) => typeof number === 'number') &&
    [weights?.kernel, weights?.bias].every((numbers) => numbers instanceof Float32Array)
  )
}
