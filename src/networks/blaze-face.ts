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

/** Side of the square input in pixels. */
export const BLAZE_FACE_INPUT_PX = 128

/** What the network says of an anchor: x, y, width and height, six key points' x and y, and the score's logit. */
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

/**
 * BlazeFace (Bazarevsky et al. 2019, arXiv:1907.05047) as MediaPipe's short-range model has it: a 5x5
 * convolution, blocks of a 3x3 depthwise and a 1x1 convolution beside a shortcut, and two heads: one on the
 * last map of 16x16 cells, one on the map of 8x8.
 */
export class BlazeFace {
  readonly #first: Convolution
  readonly #blocks: readonly Block[]
  readonly #heads: readonly [Convolution, Convolution]

  /**
   * Puts the weights on the current backend.
   * @throws Error if the file is not the one that the manifest describes.
   */
  constructor(manifest: BlazeFaceManifest, file: ArrayBuffer) {
    const named = decodeWeights(manifest, file)
    const convolution = (name: string): Convolution => ({
      kernel: named[`${name}/kernel`] as Tensor4D,
      bias: named[`${name}/bias`] as Tensor1D,
    })
    this.#first = convolution('first')
    this.#blocks = manifest.strides.map((stride, i) => ({
      depthwise: convolution(`block${i + 1}/depthwise`),
      pointwise: convolution(`block${i + 1}/pointwise`),
      stride,
    }))
    this.#heads = [convolution('head16'), convolution('head8')]
  }

  /**
   * (n, 128, 128, 3), normalised to [-1, 1], to (n, 896, 17): see `VALUES_PER_ANCHOR`, lengths in pixels of
   * the input, places relative to the anchor; anchors as `layAnchors` lays them. The caller disposes the
   * result.
   */
  predict(input: Tensor4D): Tensor3D {
    return tidy(() => {
      const { kernel, bias } = this.#first
      let x = fused.conv2d({ x: input, filter: kernel, strides: 2, pad: 'same', bias, activation: 'relu' })
      // The last map of 16x16 cells is the one that the last block of stride 2 reads.
      const last = this.#blocks.findLastIndex(({ stride }) => stride === 2)
      let cells16 = x
      for (const [i, block] of this.#blocks.entries()) {
        if (i === last) cells16 = x
        const before = x
        x = tidy(() => runBlock(before, block))
        // Released at once: together they would be 11 MB for each picture.
        if (before !== cells16) before.dispose()
      }
      return concat([runHead(cells16, this.#heads[0]), runHead(x, this.#heads[1])], 1)
    })
  }

  dispose(): void {
    const blocks = this.#blocks.flatMap(({ depthwise, pointwise }) => [depthwise, pointwise])
    for (const { kernel, bias } of [this.#first, ...blocks, ...this.#heads]) dispose([kernel, bias])
  }
}

/** relu(shortcut + pointwise(depthwise(x))); the shortcut is pooled and its channels filled up with 0. */
function runBlock(x: Tensor4D, { depthwise, pointwise, stride }: Block): Tensor4D {
  const spread = fused.depthwiseConv2d({
    x,
    filter: depthwise.kernel,
    strides: stride,
    pad: 'same',
    bias: depthwise.bias,
  })
  const mixed = fused.conv2d({
    x: spread,
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

/** (n, rows, columns, channels) to (n, anchors, 17): cell by cell, row by row. */
function runHead(x: Tensor4D, { kernel, bias }: Convolution): Tensor3D {
  const y = fused.conv2d({ x, filter: kernel, strides: 1, pad: 'valid', bias })
  return reshape(y, [x.shape[0], -1, VALUES_PER_ANCHOR])
}
