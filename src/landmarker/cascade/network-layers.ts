import { LANDMARK_COUNT } from '../../geometry/face.ts'

/** Shapes of a network's weights. */
export interface NetworkLayers {
  /** Kernel shapes by layer; bias and scale of a layer have the kernel's last dimension. */
  readonly kernels: ReadonlyMap<string, readonly number[]>
  /** Layers without a bias. */
  readonly unbiased: ReadonlySet<string>
  /** Shapes of other vectors by their full name. */
  readonly vectors: ReadonlyMap<string, readonly number[]>
  /** Number of columns of `Network.features`. */
  readonly features: number
}

/** Lists the layers of CNN-6 or CNN-7. input: side of the crop in pixels. */
export function listCnnLayers(filters: readonly number[], hidden: number, input: number): NetworkLayers {
  const convolutions = filters.map(
    (out, i) => [`conv${i + 1}`, [3, 3, i ? filters[i - 1]! : 3, out]] as const,
  )
  const flat = (input >> filters.length) ** 2 * filters[filters.length - 1]!
  return {
    kernels: new Map<string, readonly number[]>([
      ...convolutions,
      ['hidden', [flat, hidden]],
      ['output', [hidden, 2 * LANDMARK_COUNT]],
    ]),
    unbiased: new Set(),
    vectors: new Map(),
    features: hidden,
  }
}

/** Lists the layers of a heat-map network. */
export function listHeatMapLayers(
  filters: readonly number[],
  blocks: readonly number[],
  decoder: number,
): NetworkLayers {
  const kernels = new Map<string, readonly number[]>()
  for (const [i, out] of filters.entries()) {
    kernels.set(`reduction${i + 1}`, [3, 3, i ? filters[i - 1]! : 3, out])
    for (let j = 1; j <= blocks[i]!; j++) {
      kernels.set(`block${i + 1}-${j}-first`, [3, 3, out, out])
      kernels.set(`block${i + 1}-${j}-second`, [3, 3, out, out])
    }
  }
  const laterals = filters.slice(1).map((channels, i) => [`lateral${i + 2}`, channels] as const)
  for (const [name, channels] of laterals) kernels.set(name, [1, 1, channels, decoder])
  for (let level = 2; level < filters.length; level++) kernels.set(`merge${level}`, [3, 3, decoder, decoder])
  kernels.set('maps', [1, 1, decoder, LANDMARK_COUNT])
  return {
    kernels,
    unbiased: new Set(laterals.map(([name]) => name)),
    vectors: new Map([
      ['error/slope', [LANDMARK_COUNT]],
      ['error/floor', [LANDMARK_COUNT]],
    ]),
    features: 2 * filters[filters.length - 1]!,
  }
}

/** Lists the layer of the presence output. */
export function listPresenceLayers(features: number): NetworkLayers {
  return {
    kernels: new Map([['presence', [features, 1]]]),
    unbiased: new Set(),
    vectors: new Map(),
    features,
  }
}
