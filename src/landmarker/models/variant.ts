import { ones, tidy, type Tensor4D } from '@tensorflow/tfjs-core'
import { STAGES } from '../../geometry/face.ts'
import { Cnn } from '../../networks/cnn.ts'
import type { VariantManifest, WeightsManifest } from '../../networks/manifest.ts'
import { createNetwork } from '../../networks/network.ts'
import type { Network } from '../../networks/output.ts'
import { FineTunedCnn } from '../../networks/fine-tuned-cnn.ts'
import type { Assets } from './assets.ts'
import { LandmarkerError, getErrorMessage } from '../errors.ts'
import { checkFiniteWeights } from './manifest-schema.ts'
import type { ProgressCallback } from '../worker/rpc.ts'
import { BUNDLED_MANIFESTS } from './bundled-variants.ts'
import type { TunedLayer } from './tuned-layer.ts'
import { findSource, openSource, type WeightsSources } from './variant-source.ts'
import { fetchWeights, evictStaleWeights, type CacheName } from './weights.ts'

/** Networks of one variant, on the current backend. */
export interface Variant {
  /** Name, or URL of a folder; see `identifyVariant`. */
  readonly name: string
  readonly stage1: Network
  /** Undefined in a variant with one stage only. */
  readonly stage2: Network | undefined
  dispose(): void
}

/**
 * Creates a fine-tuned variant. It shares all tensors but the output layer with its base, so the base must be disposed
 * after it.
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
      `The weights of "${name}" cannot be used: ${getErrorMessage(error)}. Delete the variant, or import it again.`,
      { cause: error },
    )
  }
}

/**
 * Checks that the networks' outputs on a white crop are finite, since finite but very large weights can overflow.
 * @throws LandmarkerError 'weights' with a clause as message.
 */
async function checkFiniteOutputs(networks: readonly Network[]): Promise<void> {
  for (const [i, network] of networks.entries()) {
    const { name, input } = STAGES[i]!
    const output = tidy(() => network.predict(ones([1, input, input, 3]) as Tensor4D))
    const numbers = Array.from(await output.data())
    output.dispose()
    if (numbers.every(Number.isFinite)) continue
    throw new LandmarkerError('weights', `the output of its ${name} is not finite`)
  }
}

/** Lists the weights files of a variant. */
function listFiles({ stages }: VariantManifest): WeightsManifest[] {
  return stages.flatMap((stage) => (stage.presence ? [stage, stage.presence] : [stage]))
}

/** Options for loading a variant. */
export interface LoadOptions {
  readonly progress?: ProgressCallback | undefined
  /** Cache for the weights; stale files of bundled variants are evicted from it. */
  readonly cache?: CacheName | undefined
  /** Hashes of other files that are kept in the cache. */
  readonly keptHashes?: readonly string[] | undefined
  /** Module that runs the convolutions; see `createNetwork`. */
  readonly module?: WebAssembly.Module | undefined
  /** Sources of variants that are not bundled, by name. */
  readonly sources?: WeightsSources | undefined
}

/**
 * Loads a variant: a bundled one or one of `sources` by its name, or one written by training/export.py by the absolute URL
 * of its folder (ending in a slash), which becomes its name.
 * @param weights - URLs of the bundled weights files.
 * @throws LandmarkerError 'weights' if there is no such variant or its files cannot be loaded.
 */
export async function loadVariant(
  variant: string,
  weights: Assets['weights'],
  { progress, cache = false, keptHashes = [], module, sources = {} }: LoadOptions = {},
): Promise<Variant> {
  const built: Network[] = []
  const source = findSource(variant, weights, sources)
  try {
    const { manifest, resolveUrl, isBundled } = await openSource(source)
    const files = listFiles(manifest)
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
    let loaded = 0
    const onChunk = (bytes: number) => progress?.((loaded += bytes), total)
    const load = async (file: WeightsManifest) => {
      const data = await fetchWeights(resolveUrl(file.file), file, { cache, byAddress: !isBundled, onChunk })
      if (!isBundled) checkFiniteWeights(file, data)
      return data
    }
    const buffers = new Map(
      await Promise.all(files.map(async (file) => [file.file, await load(file)] as const)),
    )
    for (const [i, stage] of manifest.stages.entries()) {
      const weights = buffers.get(stage.file)
      const presence = buffers.get(stage.presence?.file ?? '')
      if (weights) built.push(createNetwork(stage, STAGES[i]!.input, weights, presence, module))
    }
    if (!isBundled) await checkFiniteOutputs(built)
    else await evictStaleWeights(cache, [...BUNDLED_MANIFESTS.flatMap(listFiles).map(({ sha256 }) => sha256), ...keptHashes])
    const [stage1, stage2] = built as [Network, Network | undefined]
    return {
      // Not the manifest's name: it can equal that of another folder, or of a bundled variant.
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
