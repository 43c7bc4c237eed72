import type { VariantManifest } from '../../networks/manifest.ts'
import { sortVariants } from './display-names.ts'

// Manifests are small and bundled; weights are separate files, fetched when a variant is used.
const manifests = import.meta.glob<VariantManifest>('../../../models/*/model.json', {
  eager: true,
  import: 'default',
})

const all = Object.values(manifests)

/** Names of the bundled variants. */
export const VARIANTS: readonly string[] = sortVariants(all.map(({ variant }) => variant))

/** Manifests of the bundled variants, in the order of `VARIANTS`. */
export const BUNDLED_MANIFESTS: readonly VariantManifest[] = VARIANTS.flatMap((name) =>
  all.filter(({ variant }) => variant === name),
)
