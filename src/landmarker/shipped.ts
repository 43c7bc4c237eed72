import type { VariantManifest } from '../networks/manifest.ts'

// Manifests are small and bundled; weights are files of their own, fetched when a variant is chosen.
const manifests = import.meta.glob<VariantManifest>('../../models/*/model.json', {
  eager: true,
  import: 'default',
})

/** The paper's order; others follow. */
const ORDER = ['l2', 'l1', 'smooth-l1', 'wing', 'lite']
const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length)

/** The variants that come with the page. */
export const SHIPPED: readonly VariantManifest[] = Object.values(manifests).sort(
  (p, q) => place(p.variant) - place(q.variant),
)

/** Their names. */
export const VARIANTS: readonly string[] = SHIPPED.map(({ variant }) => variant)
