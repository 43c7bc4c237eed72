import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import {
  add,
  concat,
  conv2d,
  depthwiseConv2d,
  dispose,
  maxPool,
  memory,
  pad,
  ready,
  relu,
  reshape,
  setBackend,
  slice,
  tensor,
  tidy,
  transpose,
  type Tensor,
  type Tensor3D,
  type Tensor4D,
} from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, describe, expect, it } from 'vitest'
import { convertBlazeFace, readBlazeFace } from '../../src/command/build/blaze-face-weights.ts'
import { FlatTable } from '../../src/command/build/flatbuffer.ts'
import { readTflite, type TfliteGraph, type TfliteTensor } from '../../src/command/build/tflite.ts'
import { createRandom } from '../../src/evaluation/random.ts'
import { compileConvolver } from '../../src/command/build/convolver-plugin.ts'
import { BlazeFace, VALUES_PER_ANCHOR } from '../../src/networks/blaze-face.ts'

const TFLITE = readFileSync(
  createRequire(import.meta.url).resolve('@mediapipe/face_detection/face_detection_short_range.tflite'),
)

/** A number of 16 bits (IEEE 754 binary16) by its definition. */
function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >> 10) & 0x1f
  const fraction = half & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

function readTensor({ shape, type, data }: TfliteTensor): Tensor {
  const copy = data.slice().buffer
  if (type === 'float16')
    return tensor(Float32Array.from(new Uint16Array(copy), halfToNumber), [...shape], 'float32')
  return tensor(new Int32Array(copy), [...shape], 'int32')
}

/** Runs a graph operator by operator as the schema of TensorFlow Lite defines them. */
function runGraph(graph: TfliteGraph, input: Tensor): Tensor[] {
  const values = new Map<number, Tensor>([[graph.inputs[0]!, input]])
  const valueOf = (i: number) => values.get(i) ?? readTensor(graph.tensors[i]!)
  for (const { name, inputs, outputs, padding, strides, window, axis } of graph.operators) {
    const shape = [...graph.tensors[outputs[0]!]!.shape]
    const run = (): Tensor => {
      const [x, y, bias] = inputs.map(valueOf)
      switch (name) {
        case 'dequantize':
          return x!
        case 'conv2d': // Kernels are (out, height, width, in).
          return add(
            conv2d(x as Tensor4D, transpose(y as Tensor4D, [1, 2, 3, 0]), [...strides], padding),
            bias!,
          )
        case 'depthwiseConv2d': // Kernels are (1, height, width, channels).
          return add(
            depthwiseConv2d(x as Tensor4D, transpose(y as Tensor4D, [1, 2, 3, 0]), [...strides], padding),
            bias!,
          )
        case 'maxPool2d':
          return maxPool(x as Tensor4D, [...window], [...strides], padding)
        case 'pad': {
          const rows = y!.dataSync()
          return pad(
            x!,
            x!.shape.map((_, i): [number, number] => [rows[2 * i]!, rows[2 * i + 1]!]),
          )
        }
        case 'add':
          return add(x!, y!)
        case 'relu':
          return relu(x!)
        case 'reshape':
          return reshape(x!, shape)
        case 'concatenation':
          return concat(inputs.map(valueOf), axis)
        default:
          throw new Error(name)
      }
    }
    const value = run()
    expect(value.shape).toEqual(shape)
    values.set(outputs[0]!, value)
  }
  return graph.outputs.map(valueOf)
}

beforeAll(async () => {
  await setBackend('wasm')
  await ready()
})

const noise = (count: number) => {
  const random = createRandom(17)
  return tensor(
    Float32Array.from({ length: count * 128 * 128 * 3 }, () => random() * 2 - 1),
    [count, 128, 128, 3],
  ) as Tensor4D
}

describe('the reader of .tflite files', () => {
  it('finds the graph of MediaPipe’s short-range detector', () => {
    const { tensors, operators, inputs, outputs } = readTflite(TFLITE)
    expect(inputs.map((i) => tensors[i]!.shape)).toEqual([[1, 128, 128, 3]])
    expect(outputs.map((i) => tensors[i]!.shape)).toEqual([
      [1, 896, 16],
      [1, 896, 1],
    ])
    const count = (name: string) => operators.filter((operator) => operator.name === name).length
    expect(['conv2d', 'depthwiseConv2d', 'add', 'relu', 'maxPool2d'].map(count)).toEqual([21, 16, 16, 17, 3])
    expect(operators[operators.length - 1]).toMatchObject({ name: 'concatenation', axis: 1 })
  })

  it('refuses other files', () => {
    expect(() => readTflite(Buffer.from('not a network'))).toThrow('expected a file of kind TFL3')
    const moved = Buffer.concat([Buffer.alloc(4), TFLITE])
    expect(FlatTable.readRoot(moved.subarray(4), 'TFL3').readTables(2)).toHaveLength(1)
  })
})

describe('the conversion', () => {
  it('gives one file of numbers of 16 bits', () => {
    const { manifest, data } = readBlazeFace()
    expect(data.byteLength).toBe(manifest.bytes)
    const numbers = manifest.weights.reduce(
      (sum, { shape }) => sum + shape.reduce((product, side) => product * side, 1),
      0,
    )
    expect(manifest.bytes).toBe(2 * numbers)
    // All numbers of the network are there: a third of a file of float32.
    const given = readTflite(TFLITE).tensors.filter(({ type }) => type === 'float16')
    expect(manifest.bytes).toBe(given.reduce((sum, tensor) => sum + tensor.data.length, 0))
  })

  it('refuses a network with another graph', () => {
    const full = readFileSync(
      createRequire(import.meta.url).resolve('@mediapipe/face_detection/face_detection_full_range.tflite'),
    )
    expect(() => convertBlazeFace(full)).toThrow()
  })
})

describe('BlazeFace', () => {
  it.each(['on the backend', 'in the module'])(
    'agrees with its own .tflite graph %s',
    async (place) => {
      const { manifest, data } = readBlazeFace()
      const module =
        place === 'in the module'
          ? await WebAssembly.compile((await compileConvolver()) as Uint8Array<ArrayBuffer>)
          : undefined
      const before = memory().numTensors
      const network = new BlazeFace(manifest, data.buffer, module)
      const input = noise(2)
      const output = network.predict(input)
      expect(output.shape).toEqual([2, 896, VALUES_PER_ANCHOR])
      for (const picture of [0, 1]) {
        const [boxes, scores] = tidy(() =>
          runGraph(readTflite(TFLITE), slice(input, [picture, 0, 0, 0], [1, 128, 128, 3])),
        )
        const wanted = concat([boxes as Tensor3D, scores as Tensor3D], 2)
        const found = slice(output, [picture, 0, 0], [1, 896, VALUES_PER_ANCHOR])
        const [a, b] = [await wanted.data(), await found.data()]
        let worst = 0
        for (const [i, value] of a.entries()) worst = Math.max(worst, Math.abs(value - b[i]!))
        // Outputs are in pixels, and reach some hundred.
        expect(Math.max(...a) - Math.min(...a)).toBeGreaterThan(50)
        expect(worst).toBeLessThan(1e-3)
        dispose([boxes, scores, wanted, found])
      }
      dispose([input, output])
      network.dispose()
      expect(memory().numTensors).toBe(before)
      // The first compilation takes seconds.
    },
    60_000,
  )

  it('is refused when cut short', () => {
    const { manifest, data } = readBlazeFace()
    expect(() => new BlazeFace(manifest, data.buffer.slice(0, -2))).toThrow(/bytes instead of/)
  })
})
