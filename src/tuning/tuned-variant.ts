import { LANDMARKS } from '../geometry/face.ts'
import type { DenseWeights } from '../networks/dense.ts'
import type { VariantManifest } from '../networks/manifest.ts'
import type { Recipe } from './recipe.ts'

/** How an output layer was made and what came of it. */
export interface TunedDraft {
  /** Name of the shipped variant that it was made of. */
  readonly base: string
  /** Of that variant's CNN-7, in hexadecimal: with another one the layer means nothing. */
  readonly baseSha256: string
  /** (hidden, 136) and (136). */
  readonly weights: DenseWeights
  readonly recipe: Recipe
  readonly frames: {
    readonly trained: number
    /** Held out, and put right by hand: those that measured. */
    readonly heldOut: number
    /** With a landmark put right by hand. */
    readonly corrected: number
  }
  /** Mean inter-ocular NME of the frames that measured, in percent. */
  readonly error: { readonly before: number; readonly after: number }
  /** When, in ISO 8601. */
  readonly made: string
}

/** A draft that has been kept under a name. */
export interface TunedVariant extends TunedDraft {
  readonly name: string
}

/** What is known of a variant that others can be made of. */
export interface BaseVariant {
  readonly name: string
  readonly sha256: string
  readonly hidden: number
}

/** The variants whose last layer can be trained further: those with a CNN-7. */
export function listBases(manifests: readonly VariantManifest[]): BaseVariant[] {
  return manifests.flatMap(({ variant, stages: [, stage2] }) =>
    stage2 && stage2.network !== 'heat-map'
      ? [{ name: variant, sha256: stage2.sha256, hidden: stage2.hidden }]
      : [],
  )
}

export const OUTPUT_COUNT = 2 * LANDMARKS

/** Whether a tuned variant can run on the weights that this page has. */
export function fitsBase({ base, baseSha256, weights }: TunedDraft, bases: readonly BaseVariant[]): boolean {
  const own = bases.find(({ name, sha256 }) => name === base && sha256 === baseSha256)
  return (
    own !== undefined &&
    weights.kernel.length === own.hidden * OUTPUT_COUNT &&
    weights.bias.length === OUTPUT_COUNT
  )
}

/** Whether something out of a browser's store is a tuned variant, as this version of the page keeps them. */
export function isTunedVariant(value: unknown): value is TunedVariant {
  const { name, base, baseSha256, weights, recipe, error, made } = (value ?? {}) as Partial<TunedVariant>
  return (
    [name, base, baseSha256, made, recipe?.loss].every((text) => typeof text === 'string') &&
    [error?.before, error?.after].every((number) => typeof number === 'number') &&
    [weights?.kernel, weights?.bias].every((numbers) => numbers instanceof Float32Array)
  )
}
