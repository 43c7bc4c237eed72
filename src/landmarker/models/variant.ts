import { ones, tidy, type Tensor4D } from '@tensorflow/tfjs-core'
import { STAGES } from '../../geometry/face.ts'
import { Cnn } from '../../networks/cnn.ts'
import type { VariantManifest, WeightsManifest } from '../../networks/manifest.ts'
import { createNetwork } from '../../networks/network.ts'
import type { Network } from '../../networks/output.ts'
import { FineTunedCnn } from '../../networks/fine-tuned-cnn.ts'
import type { Assets } from './assets.ts'
import { LandmarkerError, getErrorMessage } from '../errors.ts'
import { checkFiniteWeights, parseManifest } from './manifest-schema.ts'
import type { ProgressCallback } from '../worker/rpc.ts'
import { BUNDLED_MANIFESTS, VARIANTS } from './bundled-variants.ts'
import type { TunedLayer } from './tuned-layer.ts'
import { isAddress } from './variant-id.ts'
import { fetchWeights, evictStaleWeights, type CacheName } from './weights.ts'

/** The networks of one variant, on the current backend. */
export interface Variant {
  /** A name, or the address of a folder: see identifyVariant. */
  readonly name: string
  readonly stage1: Network
  /** None in a variant that ends after its first stage. */
  readonly stage2: Network | undefined
  dispose(): void
}

/**
 * The base with another output layer; it shares all other tensors, so the base is disposed after it.
 * @throws LandmarkerError 'weights' if the layer does not fit the base.
 */
export function createTunedVariant({ name, weights }: TunedLayer, base: Variant): Variant {
  try {
    if (!(base.stage2 instanceof Cnn)) throw new Error(`${base.name} has no CNN-7`)
    const stage2 = new FineTunedCnn(base.stage2, weights)
    return { name, stage1: base.stage1, stage2, dispose: () => stage2.dispose() }
  } catch (error) {
    throw new LandmarkerError(
      'weights',
      `The weights of "${name}" cannot be used: ${getErrorMessage(error)}. Delete it, or import it again.`,
      { cause: error },
    )
  }
}

/** Where a variant's files are. */
interface VariantSource {
  readonly manifest: VariantManifest
  readonly resolveUrl: (file: string) => string
}

function findBundledSource(name: string, weights: Assets['weights']): VariantSource {
  const manifest = BUNDLED_MANIFESTS.find(({ variant }) => variant === name)
  if (!manifest)
    throw new Error(
      `there is no such variant; there are ${VARIANTS.join(', ')}, and an address of one holds a slash`,
    )
  return { manifest, resolveUrl: (file) => weights[`${name}-${file}`] }
}

async function fetchExternalSource(folder: string): Promise<VariantSource> {
  const { search } = new URL(folder)
  const urlOf = (file: string) => Object.assign(new URL(file, folder), { search }).href
  const response = await fetch(urlOf('model.json'))
  if (!response.ok) throw new LandmarkerError('weights', `the server answered ${response.status}`)
  return { manifest: parseManifest(await response.text()), resolveUrl: urlOf }
}

/**
 * Runs networks once on a white crop: finite weights can be so large that what comes out is not.
 * @throws LandmarkerError 'weights' with half a sentence.
 */
async function checkFiniteOutputs(networks: readonly Network[]): Promise<void> {
  for (const [i, network] of networks.entries()) {
    const { name, input } = STAGES[i]
    const output = tidy(() => network.predict(ones([1, input, input, 3]) as Tensor4D))
    const numbers = Array.from(await output.data())
    output.dispose()
    if (numbers.every(Number.isFinite)) continue
    throw new LandmarkerError('weights', `its ${name} gives numbers that are not finite`)
  }
}

/** All files of a variant. */
function listFiles({ stages }: VariantManifest): WeightsManifest[] {
  return stages.flatMap((stage) => (stage.presence ? [stage, stage.presence] : [stage]))
}

/**
 * Loads a variant's weights: a shipped one by its name, or one that training/export.py wrote, by the
 * full address of its folder (ending in a slash), which stays its name.
 * `weights` says where the shipped ones lie, `cache` where files are kept for the next time: those of shipped
 * variants and of `keptHashes`, others of this build's go.
 * @throws LandmarkerError 'weights' if there is no such variant or its files cannot be had.
 */
export async function loadVariant(
  variant: string,
  weights: Assets['weights'],
  progress?: ProgressCallback,
  cache: CacheName = false,
  keptHashes: readonly string[] = [],
): Promise<Variant> {
  const built: Network[] = []
  const isForeign = isAddress(variant)
  try {
    const { manifest, resolveUrl: urlOf } = isForeign ? await fetchExternalSource(variant) : findBundledSource(variant, weights)
    const wanted = listFiles(manifest)
    const total = wanted.reduce((sum, { bytes }) => sum + bytes, 0)
    let loaded = 0
    const onChunk = (bytes: number) => progress?.((loaded += bytes), total)
    const load = async (file: WeightsManifest) => {
      const data = await fetchWeights(urlOf(file.file), file, { cache, byAddress: isForeign, onChunk })
      if (isForeign) checkFiniteWeights(file, data)
      return data
    }
    const buffers = new Map(
      await Promise.all(wanted.map(async (file) => [file.file, await load(file)] as const)),
    )
    for (const [i, stage] of manifest.stages.entries()) {
      const weights = buffers.get(stage.file)
      const presence = buffers.get(stage.presence?.file ?? '')
      if (weights) built.push(createNetwork(stage, STAGES[i].input, weights, presence))
    }
    if (isForeign) await checkFiniteOutputs(built)
    else await evictStaleWeights(cache, [...BUNDLED_MANIFESTS.flatMap(listFiles).map(({ sha256 }) => sha256), ...keptHashes])
    const [stage1, stage2] = built as [Network, Network | undefined]
    return {
      // Not the manifest's own name: two folders may have the same one, or that of a shipped variant.
      name: variant,
      stage1,
      stage2,
      dispose: () => {
        for (const network of built) network.dispose()
      },
    }
  } catch (error) {
    for (const network of built) network.dispose()
    throw new LandmarkerError(
      'weights',
      `The weights of "${variant}" could not be loaded: ${getErrorMessage(error)}. Check the connection and reload.`,
      { cause: error },
    )
  }
}
