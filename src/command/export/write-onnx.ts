import {
  isConstant,
  toKernelShape,
  type Binary,
  type Constant,
  type Convolution,
  type Dense,
  type NetworkGraph,
  type Operation,
  type Unary,
  type Value,
} from './network-graph.ts'
import {
  createAttribute,
  ELEMENT_TYPES,
  encodeModel,
  type Attribute,
  type Initializer,
  type Node,
  type ValueInfo,
} from './onnx-messages.ts'

/** Versions of the format (2021) that ONNX Runtime reads since 1.10. */
const IR_VERSION = 8
const OPSET = 15

/** Order of the axes of (n, height, width, channels) in ONNX's (n, channels, height, width), and back. */
const TO_CHANNELS_FIRST = [0, 3, 1, 2]
const TO_CHANNELS_LAST = [0, 2, 3, 1]

const BINARY_OPERATORS: Readonly<Record<Binary['kind'], string>> = {
  add: 'Add',
  subtract: 'Sub',
  multiply: 'Mul',
  maximum: 'Max',
}

function toBytes({ buffer, byteOffset, byteLength }: Float32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

/** Transposes a kernel (height, width, inputs, outputs) to (outputs, inputs, height, width). */
function transposeKernel({ shape, values }: Constant): Constant {
  const [rows, columns, inputs, outputs] = toKernelShape(shape)
  const cells = rows * columns
  const turned = new Float32Array(values.length)
  for (let cell = 0; cell < cells; cell++)
    for (let i = 0; i < inputs; i++)
      for (let o = 0; o < outputs; o++)
        turned[(o * inputs + i) * cells + cell] = values[(cell * inputs + i) * outputs + o]!
  return { shape: [outputs, inputs, rows, columns], values: turned }
}

function describeValue(name: string, shape: readonly number[]): ValueInfo {
  const dim = [{ dim_param: 'n' }, ...shape.map((side) => ({ dim_value: side }))]
  return { name, type: { tensor_type: { elem_type: ELEMENT_TYPES.float32, shape: { dim } } } }
}

/** Conversion of a network's operations to ONNX's. Pictures are (n, channels, height, width) inside, as ONNX wants. */
class OnnxGraph {
  readonly nodes: Node[] = []
  readonly initializers: Initializer[] = []

  /** Adds an operator that computes `output`. */
  #add(
    op_type: string,
    input: readonly string[],
    output: string,
    attribute: readonly Attribute[] = [],
  ): void {
    this.nodes.push({
      name: `${op_type}-${this.nodes.length + 1}`,
      op_type,
      input,
      output: [output],
      attribute,
    })
  }

  #store(dims: readonly number[], values: Float32Array | BigInt64Array): string {
    const name = `constant-${this.initializers.length + 1}`
    const data_type = values instanceof Float32Array ? ELEMENT_TYPES.float32 : ELEMENT_TYPES.int64
    this.initializers.push({ name, dims, data_type, raw_data: toBytes(values) })
    return name
  }

  #storeConstant({ shape, values }: Constant): string {
    return this.#store(shape, values)
  }

  #storeIntegers(...integers: number[]): string {
    return this.#store([integers.length], BigInt64Array.from(integers, BigInt))
  }

  transpose(input: string, order: readonly number[], output: string): void {
    this.#add('Transpose', [input], output, [createAttribute('perm', order)])
  }

  /** Computes `output` by an operator, followed by ReLU if asked for. */
  #addActivated(
    relu: boolean,
    op_type: string,
    input: readonly string[],
    { name }: Value,
    attribute: readonly Attribute[] = [],
  ): void {
    const result = relu ? `${name}-linear` : name
    this.#add(op_type, input, result, attribute)
    if (relu) this.#add('Relu', [result], name)
  }

  #addConvolution({ input, output, kernel, bias, stride, padding, relu }: Convolution): void {
    const stored = [this.#storeConstant(transposeKernel(kernel))]
    if (bias) stored.push(this.#storeConstant(bias))
    this.#addActivated(relu, 'Conv', [input.name, ...stored], output, [
      createAttribute('kernel_shape', kernel.shape.slice(0, 2)),
      createAttribute('strides', [stride, stride]),
      createAttribute('pads', [padding, padding, padding, padding]),
    ])
  }

  #addDense({ input, output, kernel, bias, relu }: Dense): void {
    const stored = this.#storeConstant(kernel)
    if (bias) this.#addActivated(relu, 'Gemm', [input.name, stored, this.#storeConstant(bias)], output)
    else this.#addActivated(relu, 'MatMul', [input.name, stored], output)
  }

  #reshape(input: string, shape: readonly number[], output: string): void {
    this.#add('Reshape', [input, this.#storeIntegers(-1, ...shape)], output)
  }

  #addUnary({ kind, input, output }: Unary): void {
    const lastAxis = [createAttribute('axis', -1)]
    const overPicture = [createAttribute('axes', [2, 3]), createAttribute('keepdims', 0)]
    switch (kind) {
      case 'maxPool': {
        const sides = ['kernel_shape', 'strides'].map((name) => createAttribute(name, [2, 2]))
        return this.#add('MaxPool', [input.name], output.name, sides)
      }
      case 'doubleSize':
        return this.#add(
          'Resize',
          [input.name, '', this.#store([4], Float32Array.of(1, 1, 2, 2))],
          output.name,
          [
            createAttribute('mode', 'nearest'),
            createAttribute('coordinate_transformation_mode', 'asymmetric'),
            createAttribute('nearest_mode', 'floor'),
          ],
        )
      case 'flatten': {
        const picture = `${output.name}-picture`
        this.transpose(input.name, TO_CHANNELS_LAST, picture)
        return this.#reshape(picture, output.shape, output.name)
      }
      case 'flattenMaps':
      case 'reshape':
        return this.#reshape(input.name, output.shape, output.name)
      case 'poolMean':
        return this.#add('ReduceMean', [input.name], output.name, overPicture)
      case 'poolMax':
        return this.#add('ReduceMax', [input.name], output.name, overPicture)
      case 'softmax':
        return this.#add('Softmax', [input.name], output.name, lastAxis)
      case 'sumLast':
        return this.#add('ReduceSum', [input.name, this.#storeIntegers(-1)], output.name, [
          createAttribute('keepdims', 0),
        ])
      case 'relu':
        return this.#add('Relu', [input.name], output.name)
      case 'sigmoid':
        return this.#add('Sigmoid', [input.name], output.name)
      case 'square':
        return this.#add('Mul', [input.name, input.name], output.name)
      case 'squareRoot':
        return this.#add('Sqrt', [input.name], output.name)
    }
  }

  /** Adds the operators of an operation. */
  add(operation: Operation): void {
    switch (operation.kind) {
      case 'convolution':
        return this.#addConvolution(operation)
      case 'dense':
        return this.#addDense(operation)
      case 'slice': {
        const { input, output, start, end } = operation
        const range = [start, end, -1].map((integer) => this.#storeIntegers(integer))
        return this.#add('Slice', [input.name, ...range], output.name)
      }
      case 'concatenate': {
        const names = operation.inputs.map(({ name }) => name)
        return this.#add('Concat', names, operation.output.name, [createAttribute('axis', -1)])
      }
      case 'add':
      case 'subtract':
      case 'multiply':
      case 'maximum': {
        const { kind, left, right, output } = operation
        const second = isConstant(right) ? this.#storeConstant(right) : right.name
        return this.#add(BINARY_OPERATORS[kind], [left.name, second], output.name)
      }
      default:
        return this.#addUnary(operation)
    }
  }
}

/** Writes a network as an ONNX file: float32, any number of crops in a batch. version: that of this project. */
export function writeOnnx(
  { name, input, operations, outputs, facts }: NetworkGraph,
  version: string,
): Uint8Array {
  const graph = new OnnxGraph()
  const pixels = `${input.name}-picture`
  graph.transpose(input.name, TO_CHANNELS_FIRST, pixels)
  for (const operation of operations) {
    const first = 'input' in operation && operation.input === input
    graph.add(first ? { ...operation, input: { ...input, name: pixels } } : operation)
  }
  return encodeModel({
    ir_version: IR_VERSION,
    producer_name: 'wingmark',
    producer_version: version,
    doc_string: Object.values(facts).join('\n'),
    opset_import: [{ domain: '', version: OPSET }],
    metadata_props: Object.entries(facts).map(([key, value]) => ({ key, value })),
    graph: {
      name,
      node: graph.nodes,
      initializer: graph.initializers,
      input: [describeValue(input.name, input.shape)],
      output: outputs.map((output) => describeValue(output.name, output.shape)),
    },
  })
}
