import type { Builder, Offset } from 'flatbuffers'

/*
 * Tables of a TensorFlow Lite file, version 3, with the fields that exports use. Fields have the order, and operators
 * and options the codes, of tensorflow/lite/schema/schema.fbs.
 */

export const SCHEMA_VERSION = 3
export const FILE_IDENTIFIER = 'TFL3'

/** Element types of tensors. */
const ELEMENT_TYPES = { float32: 0, int32: 2 } as const

/** Operators: code, and version with the features used here. */
const OPERATORS = {
  add: { code: 0, version: 1 },
  concatenation: { code: 2, version: 1 },
  conv2d: { code: 3, version: 1 },
  fullyConnected: { code: 9, version: 5 },
  logistic: { code: 14, version: 1 },
  maxPool2d: { code: 17, version: 1 },
  mul: { code: 18, version: 1 },
  relu: { code: 19, version: 1 },
  reshape: { code: 22, version: 1 },
  softmax: { code: 25, version: 1 },
  pad: { code: 34, version: 1 },
  transpose: { code: 39, version: 1 },
  mean: { code: 40, version: 1 },
  sub: { code: 41, version: 1 },
  maximum: { code: 55, version: 1 },
  slice: { code: 65, version: 1 },
  sum: { code: 74, version: 1 },
  sqrt: { code: 75, version: 1 },
  reduceMax: { code: 82, version: 1 },
  square: { code: 92, version: 1 },
  resizeNearestNeighbor: { code: 97, version: 1 },
} as const

export type OperatorName = keyof typeof OPERATORS

/** Tables of options, with their code in the union BuiltinOptions. */
const OPTION_CODES = {
  conv2d: 1,
  pool2d: 5,
  fullyConnected: 8,
  softmax: 9,
  concatenation: 10,
  reducer: 27,
} as const

/** Options of an operator: their table, and its fields in the schema's order; fields left out have their default. */
export interface OperatorOptions {
  readonly table: keyof typeof OPTION_CODES
  readonly fields: readonly OptionField[]
}

interface OptionField {
  readonly field: number
  readonly type: 'int8' | 'int32' | 'float32'
  readonly value: number
}

const PADDING = { same: 0, valid: 1 } as const

function int8(field: number, value: number): OptionField {
  return { field, type: 'int8', value }
}

function int32(field: number, value: number): OptionField {
  return { field, type: 'int32', value }
}

export function describeConvolution(
  padding: keyof typeof PADDING,
  stride: number,
  relu: boolean,
): OperatorOptions {
  const fields = [int8(0, PADDING[padding]), int32(1, stride), int32(2, stride), int8(3, Number(relu))]
  return { table: 'conv2d', fields }
}

/** Describes pooling of `side` x `side` pixels that do not overlap. */
export function describePooling(side: number): OperatorOptions {
  const sides = [1, 2, 3, 4].map((field) => int32(field, side))
  return { table: 'pool2d', fields: [int8(0, PADDING.valid), ...sides] }
}

/** Describes a dense layer along the last axis. */
export function describeDense(relu: boolean): OperatorOptions {
  const keepsAxes = int8(2, 1)
  return { table: 'fullyConnected', fields: [int8(0, Number(relu)), keepsAxes] }
}

export function describeSoftmax(): OperatorOptions {
  return { table: 'softmax', fields: [{ field: 0, type: 'float32', value: 1 }] }
}

export function describeConcatenation(axis: number): OperatorOptions {
  return { table: 'concatenation', fields: [int32(0, axis)] }
}

/** Describes a sum, mean or maximum that drops the axes it is taken along. */
export function describeReduction(): OperatorOptions {
  return { table: 'reducer', fields: [] }
}

/** Writes a list of offsets. */
function writeOffsets(builder: Builder, offsets: readonly Offset[]): Offset {
  builder.startVector(4, offsets.length, 4)
  for (const offset of offsets.toReversed()) builder.addOffset(offset)
  return builder.endVector()
}

function writeInt32s(builder: Builder, values: readonly number[]): Offset {
  builder.startVector(4, values.length, 4)
  for (const value of values.toReversed()) builder.addInt32(value)
  return builder.endVector()
}

/** Writes a buffer; without bytes it is that of computed tensors. */
export function writeBuffer(builder: Builder, bytes?: Uint8Array): Offset {
  let data: Offset | undefined
  if (bytes) {
    // The schema asks for an alignment of 16 bytes.
    builder.prep(16, bytes.length)
    data = builder.createByteVector(bytes)
  }
  builder.startObject(1)
  if (data !== undefined) builder.addFieldOffset(0, data, 0)
  return builder.endObject()
}

/** Tensor of the graph; `buffer` is the index of its buffer. */
export interface TensorEntry {
  readonly name: string
  readonly shape: readonly number[]
  readonly type: keyof typeof ELEMENT_TYPES
  readonly buffer: number
}

export function writeTensor(builder: Builder, { name, shape, type, buffer }: TensorEntry): Offset {
  const nameAt = builder.createString(name)
  const shapeAt = writeInt32s(builder, shape)
  builder.startObject(4)
  builder.addFieldOffset(0, shapeAt, 0)
  builder.addFieldInt8(1, ELEMENT_TYPES[type], 0)
  builder.addFieldInt32(2, buffer, 0)
  builder.addFieldOffset(3, nameAt, 0)
  return builder.endObject()
}

/** Operator of the graph; inputs and outputs are indices of tensors. */
export interface OperatorEntry {
  readonly name: OperatorName
  readonly inputs: readonly number[]
  readonly outputs: readonly number[]
  readonly options: OperatorOptions | undefined
}

function writeOptions(builder: Builder, { fields }: OperatorOptions): Offset {
  builder.startObject(1 + Math.max(0, ...fields.map(({ field }) => field)))
  for (const { field, type, value } of fields) {
    if (type === 'int8') builder.addFieldInt8(field, value, 0)
    else if (type === 'int32') builder.addFieldInt32(field, value, 0)
    else builder.addFieldFloat32(field, value, 0)
  }
  return builder.endObject()
}

/** Writes an operator; `code` is the index of its entry among the operator codes. */
export function writeOperator(builder: Builder, code: number, entry: OperatorEntry): Offset {
  const inputs = writeInt32s(builder, entry.inputs)
  const outputs = writeInt32s(builder, entry.outputs)
  const options = entry.options && writeOptions(builder, entry.options)
  builder.startObject(5)
  builder.addFieldInt32(0, code, 0)
  builder.addFieldOffset(1, inputs, 0)
  builder.addFieldOffset(2, outputs, 0)
  if (entry.options && options !== undefined) {
    builder.addFieldInt8(3, OPTION_CODES[entry.options.table], 0)
    builder.addFieldOffset(4, options, 0)
  }
  return builder.endObject()
}

export function writeOperatorCode(builder: Builder, name: OperatorName): Offset {
  const { code, version } = OPERATORS[name]
  builder.startObject(4)
  // The first field is that of older readers.
  builder.addFieldInt8(0, code, 0)
  builder.addFieldInt32(2, version, 1)
  builder.addFieldInt32(3, code, 0)
  return builder.endObject()
}

/** Graph of the file; tensors and operators are offsets, inputs and outputs indices of tensors. */
export interface SubgraphEntry {
  readonly name: string
  readonly tensors: readonly Offset[]
  readonly operators: readonly Offset[]
  readonly inputs: readonly number[]
  readonly outputs: readonly number[]
}

export function writeSubgraph(builder: Builder, entry: SubgraphEntry): Offset {
  const tensors = writeOffsets(builder, entry.tensors)
  const inputs = writeInt32s(builder, entry.inputs)
  const outputs = writeInt32s(builder, entry.outputs)
  const operators = writeOffsets(builder, entry.operators)
  const name = builder.createString(entry.name)
  builder.startObject(5)
  for (const [field, offset] of [tensors, inputs, outputs, operators, name].entries())
    builder.addFieldOffset(field, offset, 0)
  return builder.endObject()
}

/** Name of an input or output, with the index of its tensor. */
export type NamedTensor = readonly [name: string, tensor: number]

function writeTensorMaps(builder: Builder, tensors: readonly NamedTensor[]): Offset {
  const maps = tensors.map(([name, tensor]) => {
    const nameAt = builder.createString(name)
    builder.startObject(2)
    builder.addFieldOffset(0, nameAt, 0)
    builder.addFieldInt32(1, tensor, 0)
    return builder.endObject()
  })
  return writeOffsets(builder, maps)
}

/** Writes the signature that gives inputs and outputs of the first graph their names. */
export function writeSignature(
  builder: Builder,
  inputs: readonly NamedTensor[],
  outputs: readonly NamedTensor[],
): Offset {
  const inputsAt = writeTensorMaps(builder, inputs)
  const outputsAt = writeTensorMaps(builder, outputs)
  const key = builder.createString('serving_default')
  builder.startObject(5)
  builder.addFieldOffset(0, inputsAt, 0)
  builder.addFieldOffset(1, outputsAt, 0)
  builder.addFieldOffset(2, key, 0)
  return builder.endObject()
}

/** Parts of the file as offsets. */
export interface ModelEntry {
  readonly description: string
  readonly codes: readonly Offset[]
  readonly subgraph: Offset
  readonly buffers: readonly Offset[]
  readonly signature: Offset
}

export function writeModel(builder: Builder, entry: ModelEntry): Offset {
  const codes = writeOffsets(builder, entry.codes)
  const subgraphs = writeOffsets(builder, [entry.subgraph])
  const description = builder.createString(entry.description)
  const buffers = writeOffsets(builder, entry.buffers)
  const signatures = writeOffsets(builder, [entry.signature])
  builder.startObject(8)
  builder.addFieldInt32(0, SCHEMA_VERSION, 0)
  builder.addFieldOffset(1, codes, 0)
  builder.addFieldOffset(2, subgraphs, 0)
  builder.addFieldOffset(3, description, 0)
  builder.addFieldOffset(4, buffers, 0)
  builder.addFieldOffset(7, signatures, 0)
  return builder.endObject()
}
