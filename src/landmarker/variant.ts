import { Cnn } from '../networks/cnn.ts'
import type { VariantManifest } from '../networks/manifest.ts'
import { LandmarkerError, messageOf } from './errors.ts'

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

/** Names of the shipped variants. */
export const VARIANTS: readonly string[] = Object.values(manifests).map((manifest) => manifest.variant)

async function fetchBytes(url: string, onChunk: (bytes: number) => void): Promise<ArrayBuffer> {
  const response = await fetch(url)
  if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`)
  const chunks: Uint8Array[] = []
  const reader = response.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    chunks.push(value)
    onChunk(value.byteLength)
  }
  return new Blob(chunks as BlobPart[]).arrayBuffer()
}

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
        fetchBytes(files[`../../models/${name}/${stage.file}`], (bytes) =>
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
