import {
  add,
  conv2d,
  dispose,
  fused,
  image,
  relu,
  tidy,
  type NamedTensorMap,
  type Tensor4D,
} from '@tensorflow/tfjs-core'
import { listHeatMapBodyLayers } from './heat-map-layers.ts'
import { findLayerIndex, type LayerShape } from './layer-shape.ts'
import { readKernel, readLayer, type Layer } from './layer.ts'
import type { HeatMapManifest } from './manifest.ts'
import { fitsHeatMaps, WinogradHeatMaps } from './winograd/heat-maps.ts'

type Convolution = Layer<Tensor4D>

interface Block {
  readonly first: Convolution
  readonly second: Convolution
}

/** Convolutions of a heat-map network, finest resolution first. */
export interface HeatMapLayers {
  readonly reductions: readonly Convolution[]
  readonly blocks: readonly (readonly Block[])[]
  readonly laterals: readonly Tensor4D[]
  readonly merges: readonly Convolution[]
  readonly maps: Convolution
}

/** Features of the coarsest resolution, and heat maps before the softmax (n, cells, cells, L). */
export interface HeatMapOutputs {
  readonly coarsest: Tensor4D
  readonly maps: Tensor4D
}

/** Convolutions of a heat-map network. */
export interface HeatMapBody {
  /** Computes the outputs for crops. The caller disposes them. */
  run(crops: Tensor4D): HeatMapOutputs
  /** Layers up to the heat maps. */
  readonly layers: readonly LayerShape[]
  /** See `Network.activations`. */
  activations(crops: Tensor4D, layer: string): Tensor4D
  /** See `Network.readFilters`. */
  readFilters(): Promise<Float32Array>
  dispose(): void
}

function readLayers({ filters, blocks }: HeatMapManifest, named: NamedTensorMap): HeatMapLayers {
  return {
    reductions: filters.map((_, i) => readLayer(named, `reduction${i + 1}`)),
    blocks: blocks.map((count, i) =>
      Array.from({ length: count }, (_, j) => ({
        first: readLayer<Tensor4D>(named, `block${i + 1}-${j + 1}-first`),
        second: readLayer<Tensor4D>(named, `block${i + 1}-${j + 1}-second`),
      })),
    ),
    laterals: filters.slice(1).map((_, i) => readKernel<Tensor4D>(named, `lateral${i + 2}`)),
    merges: filters.slice(2).map((_, i) => readLayer(named, `merge${i + 2}`)),
    maps: readLayer(named, 'maps'),
  }
}

function convolve(x: Tensor4D, { kernel, bias }: Convolution, stride: 1 | 2, activation?: 'relu'): Tensor4D {
  // One pixel on each side, as in training: TensorFlow's 'same' pads only one side at a stride of 2.
  return fused.conv2d({
    x,
    filter: kernel,
    strides: stride,
    pad: 1,
    dimRoundingMode: 'floor',
    bias,
    activation,
  })
}

/** Convolutions of a heat-map network on the current backend of TensorFlow.js. */
class BackendHeatMaps implements HeatMapBody {
  readonly layers: readonly LayerShape[]
  readonly #layers: HeatMapLayers

  /** Takes over the layers. */
  constructor(layers: HeatMapLayers, shapes: readonly LayerShape[]) {
    this.layers = shapes
    this.#layers = layers
  }

  /** Computes the features at each resolution, finest first. */
  #computePyramid(crops: Tensor4D): Tensor4D[] {
    let x = crops
    return this.#layers.reductions.map((reduction, i) => {
      const finer = x
      x = tidy(() => {
        let y = convolve(finer, reduction, 2, 'relu')
        for (const { first, second } of this.#layers.blocks[i]!) {
          const before = y
          y = tidy(() => relu(add(before, convolve(convolve(before, first, 1, 'relu'), second, 1))))
          before.dispose()
        }
        return y
      })
      return x
    })
  }

  /** Upsamples coarse features and adds them to the finer ones; returns each step. */
  #decode(pyramid: readonly Tensor4D[]): Tensor4D[] {
    const { laterals, merges } = this.#layers
    const steps: Tensor4D[] = []
    const lateral = (level: number) => conv2d(pyramid[level]!, laterals[level - 1]!, 1, 'valid')
    const coarsest = pyramid.length - 1
    let y = lateral(coarsest)
    for (let level = coarsest - 1; level > 0; level--) {
      const [, height, width] = pyramid[level]!.shape
      const doubled = image.resizeNearestNeighbor(y, [height, width])
      y = convolve(add(doubled, lateral(level)), merges[level - 1]!, 1, 'relu')
      steps.push(y)
    }
    return steps.length > 0 ? steps : [y]
  }

  run(crops: Tensor4D): HeatMapOutputs {
    return tidy(() => {
      const pyramid = this.#computePyramid(crops)
      const decoded = this.#decode(pyramid)
      const { kernel, bias } = this.#layers.maps
      const maps = add(conv2d(decoded[decoded.length - 1]!, kernel, 1, 'valid'), bias)
      return { coarsest: pyramid[pyramid.length - 1], maps }
    }) as unknown as HeatMapOutputs
  }

  activations(crops: Tensor4D, layer: string): Tensor4D {
    return tidy(() => {
      const pyramid = this.#computePyramid(crops)
      const index = findLayerIndex(this.layers, layer)
      return index < pyramid.length ? pyramid[index]! : this.#decode(pyramid)[index - pyramid.length]!
    })
  }

  async readFilters(): Promise<Float32Array> {
    return (await this.#layers.reductions[0]!.kernel.data()) as Float32Array
  }

  dispose(): void {
    const { reductions, blocks, laterals, merges, maps } = this.#layers
    const convolutions = [...reductions, ...merges, maps]
    for (const { first, second } of blocks.flat()) convolutions.push(first, second)
    for (const { kernel, bias } of convolutions) dispose([kernel, bias])
    dispose([...laterals])
  }
}

/** Creates the convolutions of a heat-map network from its named tensors; with the module if it can run them. */
export function createHeatMapBody(
  manifest: HeatMapManifest,
  named: NamedTensorMap,
  input: number,
  module?: WebAssembly.Module,
): HeatMapBody {
  const layers = readLayers(manifest, named)
  const shapes = listHeatMapBodyLayers(manifest.filters, manifest.decoder, input)
  const onBackend = new BackendHeatMaps(layers, shapes)
  if (!module || !fitsHeatMaps(manifest, input)) return onBackend
  try {
    const own = new WinogradHeatMaps(module, layers, input)
    onBackend.dispose()
    return own
  } catch (error) {
    // Without memory for the larger kernels.
    if (error instanceof RangeError) return onBackend
    throw error
  }
}
