import {
  add,
  concat,
  dispose,
  fused,
  maxPool,
  pad,
  relu,
  reshape,
  tidy,
  type Tensor1D,
  type Tensor3D,
  type Tensor4D,
} from '@tensorflow/tfjs-core'
import { decodeWeights } from './layer.ts'
import type { BlazeFaceManifest } from './manifest.ts'
import { WinogradBlazeFace } from './winograd/blaze-face.ts'

/** Side of the square input in pixels. */
export const BLAZE_FACE_INPUT_PX = 128

/** Outputs per anchor: x, y, width and height of the box, x and y of six key points, logit of the score. */
export const VALUES_PER_ANCHOR = 17

interface Convolution {
  readonly kernel: Tensor4D
  readonly bias: Tensor1D
}

interface Block {
  readonly depthwise: Convolution
  readonly pointwise: Convolution
  readonly stride: 1 | 2
}

/** Layers of the network, with one head for each of its two grids. */
export interface BlazeFaceLayers {
  readonly first: Convolution
  readonly blocks: readonly Block[]
  readonly heads: readonly [Convolution, Convolution]
}

/**
 * BlazeFace (Bazarevsky et al. 2019, arXiv:1907.05047) in MediaPipe's short-range version: a 5x5 convolution,
 * residual blocks of a 3x3 depthwise and a 1x1 convolution, and two heads, on the last 16x16 feature map and
 * on the 8x8 feature map.
 */
export class BlazeFace {
  readonly #layers: BlazeFaceLayers
  readonly #own: WinogradBlazeFace | undefined

  /**
   * Puts the weights on the current backend, or, with the compiled module of winograd/kernel.ts, into a memory of their
   * own, where the network runs; without enough memory it runs on the backend.
   * @throws Error if the file is not the one that the manifest describes.
   */
  constructor(manifest: BlazeFaceManifest, file: ArrayBuffer, module?: WebAssembly.Module) {
    const named = decodeWeights(manifest, file)
    const convolution = (name: string): Convolution => ({
      kernel: named[`${name}/kernel`] as Tensor4D,
      bias: named[`${name}/bias`] as Tensor1D,
    })
    this.#layers = {
      first: convolution('first'),
      blocks: manifest.strides.map((stride, i) => ({
        depthwise: convolution(`block${i + 1}/depthwise`),
        pointwise: convolution(`block${i + 1}/pointwise`),
        stride,
      })),
      heads: [convolution('head16'), convolution('head8')],
    }
    this.#own = module && tryInModule(module, this.#layers)
    if (this.#own) this.#disposeLayers()
  }

  /**
   * Runs the network. input: (n, 128, 128, 3), normalised to [-1, 1]. Output: (n, 896, 17), see
   * `VALUES_PER_ANCHOR`, in pixels of the input, positions relative to the anchors of `createAnchors`. The
   * caller disposes the result.
   */
  predict(input: Tensor4D): Tensor3D {
    if (this.#own) return this.#own.predict(input)
    const { first, blocks, heads } = this.#layers
    return tidy(() => {
      const { kernel, bias } = first
      let x = fused.conv2d({ x: input, filter: kernel, strides: 2, pad: 'same', bias, activation: 'relu' })
      // The last map of 16x16 cells is the one that the last block of stride 2 reads.
      const last = blocks.findLastIndex(({ stride }) => stride === 2)
      let cells16 = x
      for (const [i, block] of blocks.entries()) {
        if (i === last) cells16 = x
        const before = x
        x = tidy(() => runBlock(before, block))
        // Disposed at once: together the activations would take 11 MB per image.
        if (before !== cells16) before.dispose()
      }
      return concat([runHead(cells16, heads[0]), runHead(x, heads[1])], 1)
    })
  }

  dispose(): void {
    if (this.#own) this.#own.dispose()
    else this.#disposeLayers()
  }

  #disposeLayers(): void {
    const { first, blocks, heads } = this.#layers
    const convolutions = blocks.flatMap(({ depthwise, pointwise }) => [depthwise, pointwise])
    for (const { kernel, bias } of [first, ...convolutions, ...heads]) dispose([kernel, bias])
  }
}

/** Returns the network in the module's memory; undefined if there is not enough. */
function tryInModule(module: WebAssembly.Module, layers: BlazeFaceLayers): WinogradBlazeFace | undefined {
  try {
    return new WinogradBlazeFace(module, layers, BLAZE_FACE_INPUT_PX, VALUES_PER_ANCHOR)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Computes relu(shortcut + pointwise(depthwise(x))); the shortcut is max-pooled and its channels are zero-padded. */
function runBlock(x: Tensor4D, { depthwise, pointwise, stride }: Block): Tensor4D {
  const filtered = fused.depthwiseConv2d({
    x,
    filter: depthwise.kernel,
    strides: stride,
    pad: 'same',
    bias: depthwise.bias,
  })
  const mixed = fused.conv2d({
    x: filtered,
    filter: pointwise.kernel,
    strides: 1,
    pad: 'valid',
    bias: pointwise.bias,
  })
  let shortcut = stride === 2 ? maxPool(x, 2, 2, 'same') : x
  const missing = mixed.shape[3] - shortcut.shape[3]
  if (missing > 0) {
    shortcut = pad(shortcut, [
      [0, 0],
      [0, 0],
      [0, 0],
      [0, missing],
    ])
  }
  return relu(add(shortcut, mixed))
}

/** Applies a head: (n, rows, columns, channels) to (n, anchors, 17), cell by cell in row-major order. */
function runHead(x: Tensor4D, { kernel, bias }: Convolution): Tensor3D {
  const y = fused.conv2d({ x, filter: kernel, strides: 1, pad: 'valid', bias })
  return reshape(y, [x.shape[0], -1, VALUES_PER_ANCHOR])
}
