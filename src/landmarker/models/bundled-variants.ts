import type { VariantManifest } from '../../networks/manifest.ts'
import { sortVariants } from './display-names.ts'

// Manifests are small and bundled; weights are files of their own, fetched when a variant is chosen.
const manifests = import.meta.glob<VariantManifest>('../../../models/*/model.json', {
  eager: true,
  import: 'default',
})

const all = Object.values(manifests)

/** The names of the variants that come with the page. */
export const VARIANTS: readonly string[] = sortVariants(all.map(({ variant }) => variant))

/** Their manifests, in the same order. */
export const BUNDLED_MANIFESTS: readonly VariantManifest[] = VARIANTS.flatMap((name) =>
  all.filter(({ variant }) => variant === name),
)
