import protobuf from 'protobufjs'

/** Field of a message: number, type, and 'repeated' for a list. */
type FieldNumber = readonly [id: number, type: string, rule?: 'repeated']

/** Messages of ONNX (onnx.proto, https://github.com/onnx/onnx), with the fields that exports use. */
const MESSAGES: Readonly<Record<string, Readonly<Record<string, FieldNumber>>>> = {
  ModelProto: {
    ir_version: [1, 'int64'],
    producer_name: [2, 'string'],
    producer_version: [3, 'string'],
    doc_string: [6, 'string'],
    graph: [7, 'GraphProto'],
    opset_import: [8, 'OperatorSetIdProto', 'repeated'],
    metadata_props: [14, 'StringStringEntryProto', 'repeated'],
  },
  OperatorSetIdProto: { domain: [1, 'string'], version: [2, 'int64'] },
  StringStringEntryProto: { key: [1, 'string'], value: [2, 'string'] },
  GraphProto: {
    node: [1, 'NodeProto', 'repeated'],
    name: [2, 'string'],
    initializer: [5, 'TensorProto', 'repeated'],
    input: [11, 'ValueInfoProto', 'repeated'],
    output: [12, 'ValueInfoProto', 'repeated'],
  },
  NodeProto: {
    input: [1, 'string', 'repeated'],
    output: [2, 'string', 'repeated'],
    name: [3, 'string'],
    op_type: [4, 'string'],
    attribute: [5, 'AttributeProto', 'repeated'],
  },
  AttributeProto: {
    name: [1, 'string'],
    i: [3, 'int64'],
    s: [4, 'bytes'],
    ints: [8, 'int64', 'repeated'],
    type: [20, 'int32'],
  },
  TensorProto: {
    dims: [1, 'int64', 'repeated'],
    data_type: [2, 'int32'],
    name: [8, 'string'],
    raw_data: [9, 'bytes'],
  },
  ValueInfoProto: { name: [1, 'string'], type: [2, 'TypeProto'] },
  TypeProto: { tensor_type: [1, 'TensorTypeProto'] },
  TensorTypeProto: { elem_type: [1, 'int32'], shape: [2, 'TensorShapeProto'] },
  TensorShapeProto: { dim: [1, 'DimensionProto', 'repeated'] },
  DimensionProto: { dim_value: [1, 'int64'], dim_param: [2, 'string'] },
}

const nested = Object.fromEntries(
  Object.entries(MESSAGES).map(([message, fields]) => [
    message,
    {
      fields: Object.fromEntries(
        // Lists are not packed, as everywhere in ONNX but for the lists of numbers that are not used here.
        Object.entries(fields).map(([name, [id, type, rule]]) => [
          name,
          { id, type, ...(rule && { rule, options: { packed: false } }) },
        ]),
      ),
    },
  ]),
)

const MODEL = protobuf.Root.fromJSON({ nested }).lookupType('ModelProto')

/** Element types of tensors. */
export const ELEMENT_TYPES = { float32: 1, int64: 7 } as const

/** Types of attributes. */
const ATTRIBUTE_TYPES = { integer: 2, text: 3, integers: 7 } as const

export interface Attribute {
  readonly name: string
  readonly type: number
  readonly i?: number
  readonly s?: Uint8Array
  readonly ints?: readonly number[]
}

/** Creates an attribute of an operator: a whole number, several of them, or text. */
export function createAttribute(name: string, value: number | readonly number[] | string): Attribute {
  if (typeof value === 'number') return { name, type: ATTRIBUTE_TYPES.integer, i: value }
  if (typeof value === 'string')
    return { name, type: ATTRIBUTE_TYPES.text, s: new TextEncoder().encode(value) }
  return { name, type: ATTRIBUTE_TYPES.integers, ints: value }
}

/** Operator with the names of its inputs and outputs. */
export interface Node {
  readonly name: string
  readonly op_type: string
  readonly input: readonly string[]
  readonly output: readonly string[]
  readonly attribute: readonly Attribute[]
}

/** Tensor stored in the file. */
export interface Initializer {
  readonly name: string
  readonly dims: readonly number[]
  readonly data_type: number
  readonly raw_data: Uint8Array
}

interface Dimension {
  readonly dim_value?: number
  readonly dim_param?: string
}

/** Name, type and shape of an input or output. */
export interface ValueInfo {
  readonly name: string
  readonly type: {
    readonly tensor_type: {
      readonly elem_type: number
      readonly shape: { readonly dim: readonly Dimension[] }
    }
  }
}

/** Content of an ONNX file. */
export interface Model {
  readonly ir_version: number
  readonly producer_name: string
  readonly producer_version: string
  readonly doc_string: string
  readonly opset_import: readonly { readonly domain: string; readonly version: number }[]
  readonly metadata_props: readonly { readonly key: string; readonly value: string }[]
  readonly graph: {
    readonly name: string
    readonly node: readonly Node[]
    readonly initializer: readonly Initializer[]
    readonly input: readonly ValueInfo[]
    readonly output: readonly ValueInfo[]
  }
}

/** Encodes a model as the bytes of an ONNX file. */
export function encodeModel(model: Model): Uint8Array {
  return MODEL.encode(MODEL.fromObject(model)).finish()
}
