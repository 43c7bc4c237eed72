import { Cnn } from '../networks/cnn.ts'
import type { VariantManifest } from '../networks/manifest.ts'
import { LandmarkerError, messageOf } from './errors.ts'
import { fetchWeights, forgetOthers } from './weights.ts'

// Manifests are small and bundled; weights are files of their own, fetched when a variant is chosen.
const manifests = import.meta.glob<VariantManifest>('../../models/*/model.json', {
  eager: true,
  import: 'default',
})
const files = import.meta.glob<string>('../../models/*/*.bin', {
  eager: true,
  import: 'default',
  query: '?url&no-inline',
})

/** Called with bytes loaded and bytes in all. */
export type Progress = (loaded: number, total: number) => void

/** Both networks of one variant, on the current backend. */
export interface Variant {
  readonly name: string
  readonly stage1: Cnn
  readonly stage2: Cnn
  dispose(): void
}

/** The paper's order; others follow. */
const ORDER = ['l2', 'l1', 'smooth-l1', 'wing']
const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length)

/** Names of the shipped variants. */
export const VARIANTS: readonly string[] = Object.values(manifests)
  .map((manifest) => manifest.variant)
  .sort((p, q) => place(p) - place(q))

/**
 * Loads a variant's weights.
 * @throws LandmarkerError 'weights' if there is no such variant or its files cannot be had.
 */
export async function loadVariant(name: string, progress?: Progress): Promise<Variant> {
  const path = `../../models/${name}/model.json`
  const manifest = manifests[path]
  if (!manifest) {
    throw new LandmarkerError('weights', `There is no variant "${name}". There are: ${VARIANTS.join(', ')}.`)
  }
  const total = manifest.stages.reduce((sum, stage) => sum + stage.bytes, 0)
  let loaded = 0
  const built: Cnn[] = []
  try {
    const buffers = await Promise.all(
      manifest.stages.map((stage) =>
        fetchWeights(files[`../../models/${name}/${stage.file}`], stage, (bytes) =>
          progress?.((loaded += bytes), total),
        ),
      ),
    )
    for (const [i, stage] of manifest.stages.entries()) built.push(new Cnn(stage, buffers[i]))
  } catch (error) {
    for (const network of built) network.dispose()
    throw new LandmarkerError(
      'weights',
      `The weights of "${name}" could not be loaded: ${messageOf(error)}. Check the connection and reload.`,
      { cause: error },
    )
  }
  const all = Object.values(manifests).flatMap(({ stages }) => stages)
  await forgetOthers(all.map(({ sha256 }) => sha256))
  const [stage1, stage2] = built
  return {
    name,
    stage1,
    stage2,
    dispose: () => {
      stage1.dispose()
      stage2.dispose()
    },
  }
}
