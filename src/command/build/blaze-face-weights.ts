import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { VALUES_PER_ANCHOR } from '../../networks/blaze-face.ts'
import type { BlazeFaceManifest, TensorManifest } from '../../networks/manifest.ts'
import { readTflite, type TfliteGraph, type TfliteOperator, type TfliteTensor } from './tflite.ts'

/** Name of the weights file in builds. */
export const BLAZE_FACE_FILE = 'blaze-face.bin'

/** The detector's weights with their manifest. */
export interface BlazeFaceWeights {
  readonly manifest: BlazeFaceManifest
  readonly data: Uint8Array<ArrayBuffer>
}

/** Convolution as stored in the graph, in float16: kernel (out, height, width, in). */
interface Convolution {
  readonly shape: readonly [out: number, height: number, width: number, inputs: number]
  readonly kernel: Uint16Array
  readonly bias: Uint16Array
}

/** Returns the first output of an operator. */
function getOutput({ name, outputs }: TfliteOperator): number {
  const [output] = outputs
  if (output === undefined) throw new RangeError(`${name} has no output`)
  return output
}

/** Walk through a graph, operator by operator, that rejects anything unexpected. */
class GraphWalk {
  readonly #graph: TfliteGraph
  readonly #steps: readonly TfliteOperator[]
  /** Float16 tensor of each dequantised one, by index. */
  readonly #halves: ReadonlyMap<number, number>
  #at = 0

  constructor(graph: TfliteGraph) {
    this.#graph = graph
    this.#steps = graph.operators.filter(({ name }) => name !== 'dequantize')
    this.#halves = new Map(
      graph.operators
        .filter(({ name }) => name === 'dequantize')
        .map((step) => [getOutput(step), step.inputs[0]!]),
    )
  }

  /** Name of the next step. */
  get next(): string | undefined {
    return this.#steps[this.#at]?.name
  }

  /** Takes the next operator, which must have this name, these first inputs and no fused activation. */
  take(name: string, inputs: readonly number[], expected: Partial<TfliteOperator> = {}): TfliteOperator {
    const step = this.#steps[this.#at++]
    const wanted: Partial<TfliteOperator> = { name, activation: 0, ...expected }
    const differs = (Object.keys(wanted) as (keyof TfliteOperator)[]).some(
      (key) => String(step?.[key]) !== String(wanted[key]),
    )
    if (!step || differs || inputs.some((input, i) => step.inputs[i] !== input)) {
      throw new Error(
        `The face detector of @mediapipe/face_detection has changed: its operator ${this.#at} is not the expected ${name}. Update src/command/build/blaze-face-weights.ts.`,
      )
    }
    return step
  }

  /** Reads the weights of a convolution. */
  readConvolution({ inputs }: TfliteOperator): Convolution {
    const [, kernel, bias] = inputs
    const { name, shape } = this.#getTensor(kernel)
    const [out, height, width, channels] = shape
    if (out === undefined || height === undefined || width === undefined || channels === undefined)
      throw new RangeError(`${name} has ${shape.length} dimensions instead of 4`)
    return { shape: [out, height, width, channels], kernel: this.#read(kernel), bias: this.#read(bias) }
  }

  /** Reads a padding: elements before and after, for each axis. */
  readPaddings({ inputs }: TfliteOperator): Int32Array {
    return new Int32Array(this.#getTensor(inputs[1]).data.slice().buffer)
  }

  channels(tensor: number): number {
    return this.#getTensor(tensor).shape.at(-1) ?? 0
  }

  #getTensor(index: number | undefined): TfliteTensor {
    const tensor = index === undefined ? undefined : this.#graph.tensors[index]
    if (!tensor) throw new RangeError(`the graph has no tensor ${index}`)
    return tensor
  }

  #read(index: number | undefined): Uint16Array {
    const half = index === undefined ? undefined : this.#halves.get(index)
    const { name, type, data } = this.#getTensor(half ?? index)
    if (type !== 'float16') throw new Error(`${name} holds ${type} instead of float16`)
    return new Uint16Array(data.slice().buffer)
  }
}

/** Transposes a kernel from (out, height, width, in) to TF.js's (height, width, in, out). */
function transposeKernel({ shape: [out, height, width, inputs], kernel }: Convolution): Uint16Array {
  const cells = height * width * inputs
  const turned = new Uint16Array(kernel.length)
  for (let o = 0; o < out; o++) {
    for (let cell = 0; cell < cells; cell++) turned[cell * out + o] = kernel[o * cells + cell]!
  }
  return turned
}

/** Merges two 1x1 convolutions on the same map into one whose outputs are, for each anchor, box and points, then score. */
function joinHeads(boxes: Convolution, scores: Convolution): Convolution {
  const [anchors, , , inputs] = scores.shape
  const perBox = VALUES_PER_ANCHOR - 1
  const kernel = new Uint16Array(anchors * VALUES_PER_ANCHOR * inputs)
  const bias = new Uint16Array(anchors * VALUES_PER_ANCHOR)
  for (let a = 0; a < anchors; a++) {
    const at = a * VALUES_PER_ANCHOR
    kernel.set(boxes.kernel.subarray(a * perBox * inputs, (a + 1) * perBox * inputs), at * inputs)
    kernel.set(scores.kernel.subarray(a * inputs, (a + 1) * inputs), (at + perBox) * inputs)
    bias.set(boxes.bias.subarray(a * perBox, (a + 1) * perBox), at)
    bias[at + perBox] = scores.bias[a]!
  }
  return { shape: [anchors * VALUES_PER_ANCHOR, 1, 1, inputs], kernel, bias }
}

/** Writes tensors one after another, with their manifest. */
class WeightsWriter {
  readonly #entries: TensorManifest[] = []
  readonly #parts: Uint16Array[] = []

  add(name: string, shape: readonly number[], values: Uint16Array): void {
    const quantization = { dtype: 'float16', original_dtype: 'float32' } as const
    this.#entries.push({ name, shape: [...shape], dtype: 'float32', quantization })
    this.#parts.push(values)
  }

  addConvolution(name: string, convolution: Convolution): void {
    const [out, height, width, inputs] = convolution.shape
    this.add(`${name}/kernel`, [height, width, inputs, out], transposeKernel(convolution))
    this.add(`${name}/bias`, [out], convolution.bias)
  }

  addDepthwise(name: string, { shape: [, height, width, inputs], kernel, bias }: Convolution): void {
    this.add(`${name}/kernel`, [height, width, inputs, 1], kernel)
    this.add(`${name}/bias`, [inputs], bias)
  }

  finish(strides: readonly (1 | 2)[]): BlazeFaceWeights {
    const data = new Uint8Array(this.#parts.reduce((sum, { byteLength }) => sum + byteLength, 0))
    let at = 0
    for (const part of this.#parts) {
      data.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at)
      at += part.byteLength
    }
    const sha256 = createHash('sha256').update(data).digest('hex')
    const manifest = { file: BLAZE_FACE_FILE, bytes: data.length, sha256, weights: this.#entries, strides }
    return { manifest, data }
  }
}

/**
 * Converts MediaPipe's short-range face detector to weights for TF.js, unchanged in float16.
 * @throws Error if its graph is not the one that src/networks/blaze-face.ts implements.
 */
export function convertBlazeFace(tflite: Uint8Array): BlazeFaceWeights {
  const graph = readTflite(tflite)
  const walk = new GraphWalk(graph)
  const writer = new WeightsWriter()
  const strides: (1 | 2)[] = []
  const first = walk.take('conv2d', graph.inputs, { padding: 'same', strides: [2, 2] })
  writer.addConvolution('first', walk.readConvolution(first))
  let x = getOutput(walk.take('relu', first.outputs))
  let cells16 = x
  while (walk.next === 'depthwiseConv2d') {
    const before = x
    const depthwise = walk.take('depthwiseConv2d', [x], { padding: 'same' })
    const stride = depthwise.strides[0] === 2 ? 2 : 1
    let shortcut = x
    if (stride === 2) {
      cells16 = before
      const pooling = { padding: 'same', window: [2, 2], strides: [2, 2] } as const
      shortcut = getOutput(walk.take('maxPool2d', [x], pooling))
    }
    const pointwise = walk.take('conv2d', depthwise.outputs, { padding: 'valid', strides: [1, 1] })
    const mixed = getOutput(pointwise)
    const missing = walk.channels(mixed) - walk.channels(shortcut)
    if (missing > 0) {
      const padding = walk.take('pad', [shortcut])
      const added = walk.readPaddings(padding)
      if (String(added) !== `0,0,0,0,0,0,0,${missing}`)
        throw new Error(`channels are padded by ${String(added)}`)
      shortcut = getOutput(padding)
    }
    const sum = walk.take('add', [shortcut, mixed])
    x = getOutput(walk.take('relu', sum.outputs))
    strides.push(stride)
    writer.addDepthwise(`block${strides.length}/depthwise`, walk.readConvolution(depthwise))
    writer.addConvolution(`block${strides.length}/pointwise`, walk.readConvolution(pointwise))
  }
  const takeHead = (map: number) => walk.take('conv2d', [map], { strides: [1, 1] })
  const [scores16, scores8, boxes16, boxes8] = [
    takeHead(cells16),
    takeHead(x),
    takeHead(cells16),
    takeHead(x),
  ]
  const takeList = ({ outputs }: TfliteOperator) => getOutput(walk.take('reshape', outputs))
  const [s16, s8, b16, b8] = [takeList(scores16), takeList(scores8), takeList(boxes16), takeList(boxes8)]
  walk.take('concatenation', [s16, s8], { axis: 1, outputs: graph.outputs.slice(1, 2) })
  walk.take('concatenation', [b16, b8], { axis: 1, outputs: graph.outputs.slice(0, 1) })
  const join = (boxes: TfliteOperator, scores: TfliteOperator) =>
    joinHeads(walk.readConvolution(boxes), walk.readConvolution(scores))
  writer.addConvolution('head16', join(boxes16, scores16))
  writer.addConvolution('head8', join(boxes8, scores8))
  return writer.finish(strides)
}

/** Converts the face detector of the installed @mediapipe/face_detection. */
export function readBlazeFace(): BlazeFaceWeights {
  const file = createRequire(import.meta.url).resolve(
    '@mediapipe/face_detection/face_detection_short_range.tflite',
  )
  return convertBlazeFace(readFileSync(file))
}
