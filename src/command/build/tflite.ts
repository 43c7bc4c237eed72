import { FlatTable } from './flatbuffer.ts'

/**
 * Operators of TensorFlow Lite by their code in its schema (tensorflow/lite/schema/schema.fbs); only those of the
 * networks that are read here.
 */
const OPERATORS: Readonly<Record<number, string>> = {
  0: 'add',
  2: 'concatenation',
  3: 'conv2d',
  4: 'depthwiseConv2d',
  6: 'dequantize',
  17: 'maxPool2d',
  19: 'relu',
  22: 'reshape',
  34: 'pad',
}

/** Element types by their code in the schema. */
const TYPES: Readonly<Record<number, TfliteTensor['type']>> = { 0: 'float32', 1: 'float16', 2: 'int32' }

export interface TfliteTensor {
  readonly name: string
  readonly shape: readonly number[]
  readonly type: 'float32' | 'float16' | 'int32'
  /** Bytes of the values if the file contains them; empty for computed tensors. */
  readonly data: Uint8Array
}

/** Operator of the network; `inputs` and `outputs` are indices of tensors. */
export interface TfliteOperator {
  readonly name: string
  readonly inputs: readonly number[]
  readonly outputs: readonly number[]
  /** Padding of convolutions and pooling. */
  readonly padding: 'same' | 'valid'
  /** Strides in y and x. */
  readonly strides: readonly [number, number]
  /** Height and width of a pooling window. */
  readonly window: readonly [number, number]
  /** Code of the fused activation; 0 is none. */
  readonly activation: number
  /** Axis of a concatenation. */
  readonly axis: number
}

/** Graph of a .tflite file. */
export interface TfliteGraph {
  readonly tensors: readonly TfliteTensor[]
  /** Operators in execution order. */
  readonly operators: readonly TfliteOperator[]
  readonly inputs: readonly number[]
  readonly outputs: readonly number[]
}

/** Fields of each operator's options by their place in the schema. */
interface OptionFields {
  readonly padding?: number
  readonly strides?: readonly [number, number]
  readonly window?: readonly [number, number]
  readonly activation?: number
  readonly axis?: number
}

const OPTIONS: Readonly<Record<string, OptionFields>> = {
  add: { activation: 0 },
  concatenation: { axis: 0, activation: 1 },
  conv2d: { padding: 0, strides: [2, 1], activation: 3 },
  depthwiseConv2d: { padding: 0, strides: [2, 1], activation: 4 },
  maxPool2d: { padding: 0, strides: [2, 1], window: [4, 3], activation: 5 },
}

function readOperator(table: FlatTable, codes: readonly number[]): TfliteOperator {
  const code = codes[table.readInt32(0)]
  const name = code === undefined ? undefined : OPERATORS[code]
  if (!name) throw new RangeError(`operator ${code} is not known here`)
  const fields = OPTIONS[name] ?? {}
  const options = table.readTable(4)
  const readInt8 = (field?: number) => (field === undefined ? 0 : (options?.readInt8(field) ?? 0))
  const readPair = (pair?: readonly [number, number]): [number, number] =>
    pair ? [options?.readInt32(pair[0]) ?? 0, options?.readInt32(pair[1]) ?? 0] : [1, 1]
  return {
    name,
    inputs: table.readInt32s(1),
    outputs: table.readInt32s(2),
    padding: readInt8(fields.padding) === 0 ? 'same' : 'valid',
    strides: readPair(fields.strides),
    window: readPair(fields.window),
    activation: readInt8(fields.activation),
    axis: fields.axis === undefined ? 0 : (options?.readInt32(fields.axis) ?? 0),
  }
}

/**
 * Reads a TensorFlow Lite network.
 * @throws RangeError if the file is not one, has more than one graph, or unknown operators or element types.
 */
export function readTflite(file: Uint8Array): TfliteGraph {
  const model = FlatTable.readRoot(file, 'TFL3')
  // Codes below 127 are in the older field of one byte, all codes in the newer one.
  const codes = model.readTables(1).map((code) => Math.max(code.readInt8(0), code.readInt32(3)))
  const buffers = model.readTables(4).map((buffer) => buffer.readBytes(0))
  const graphs = model.readTables(2)
  const [graph, ...others] = graphs
  if (!graph || others.length > 0) throw new RangeError(`expected one graph, not ${graphs.length}`)
  return {
    tensors: graph.readTables(0).map((tensor) => {
      const type = TYPES[tensor.readInt8(1)]
      const data = buffers[tensor.readInt32(2)]
      const name = tensor.readString(3)
      if (!type) throw new RangeError(`${name} has an element type that is not known here`)
      if (!data) throw new RangeError(`the values of ${name} are missing`)
      return { name, shape: tensor.readInt32s(0), type, data }
    }),
    operators: graph.readTables(3).map((operator) => readOperator(operator, codes)),
    inputs: graph.readInt32s(1),
    outputs: graph.readInt32s(2),
  }
}
