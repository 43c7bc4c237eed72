import { Builder } from 'flatbuffers'
import {
  isConstant,
  toPictureShape,
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
  describeConcatenation,
  describeConvolution,
  describeDense,
  describePooling,
  describeReduction,
  describeSoftmax,
  FILE_IDENTIFIER,
  writeBuffer,
  writeModel,
  writeOperator,
  writeOperatorCode,
  writeSignature,
  writeSubgraph,
  writeTensor,
  type OperatorEntry,
  type OperatorName,
  type OperatorOptions,
  type TensorEntry,
} from './tflite-schema.ts'

const BINARY_OPERATORS: Readonly<Record<Binary['kind'], OperatorName>> = {
  add: 'add',
  subtract: 'sub',
  multiply: 'mul',
  maximum: 'maximum',
}

/** Transposes a kernel (cells..., inputs, outputs) to (outputs, cells..., inputs). */
function transposeKernel({ shape, values }: Constant): Constant {
  const outputs = shape[shape.length - 1]!
  const rest = values.length / outputs
  const turned = new Float32Array(values.length)
  for (let i = 0; i < rest; i++)
    for (let o = 0; o < outputs; o++) turned[o * rest + i] = values[i * outputs + o]!
  return { shape: [outputs, ...shape.slice(0, -1)], values: turned }
}

/** Conversion of a network's operations to TensorFlow Lite's, for one crop at a time. */
class TfliteBuilder {
  readonly tensors: TensorEntry[] = []
  readonly operators: OperatorEntry[] = []
  /** Bytes of the stored tensors; buffer 0 is that of computed ones. */
  readonly buffers: (Uint8Array | undefined)[] = [undefined]
  /** Indices of computed tensors by name. */
  readonly #indices = new Map<string, number>()

  /** Finds the index of a value's tensor; creates it at first use. */
  indexOf({ name, shape }: Value): number {
    const known = this.#indices.get(name)
    if (known !== undefined) return known
    const index = this.tensors.push({ name, shape: [1, ...shape], type: 'float32', buffer: 0 }) - 1
    this.#indices.set(name, index)
    return index
  }

  #store(shape: readonly number[], values: Float32Array | Int32Array): number {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    const buffer = this.buffers.push(bytes) - 1
    const type = values instanceof Float32Array ? 'float32' : 'int32'
    return this.tensors.push({ name: `constant-${buffer}`, shape, type, buffer }) - 1
  }

  #storeConstant({ shape, values }: Constant): number {
    return this.#store(shape, values)
  }

  #storeIntegers(...integers: number[]): number {
    return this.#store([integers.length], Int32Array.from(integers))
  }

  /** Stores a layer's bias; zeros for a layer without one, since not every reader allows that. */
  #storeBias(bias: Constant | undefined, outputs: number): number {
    return this.#store([outputs], bias?.values ?? new Float32Array(outputs))
  }

  #add(name: OperatorName, inputs: readonly number[], output: Value, options?: OperatorOptions): void {
    this.operators.push({ name, inputs, outputs: [this.indexOf(output)], options })
  }

  #addConvolution({ input, output, kernel, bias, stride, padding, relu }: Convolution): void {
    const weights = [this.#storeConstant(transposeKernel(kernel)), this.#storeBias(bias, kernel.shape[3]!)]
    let source = input
    // SAME pads one pixel on each side only at a stride of 1.
    const same = padding === 1 && stride === 1
    if (padding === 1 && !same) {
      const [rows, columns, channels] = toPictureShape(input.shape)
      source = { name: `${output.name}-padded`, shape: [rows + 2, columns + 2, channels] }
      const paddings = this.#store([4, 2], Int32Array.of(0, 0, 1, 1, 1, 1, 0, 0))
      this.#add('pad', [this.indexOf(input), paddings], source)
    }
    const options = describeConvolution(same ? 'same' : 'valid', stride, relu)
    this.#add('conv2d', [this.indexOf(source), ...weights], output, options)
  }

  #addDense({ input, output, kernel, bias, relu }: Dense): void {
    const weights = [this.#storeConstant(transposeKernel(kernel)), this.#storeBias(bias, kernel.shape[1]!)]
    this.#add('fullyConnected', [this.indexOf(input), ...weights], output, describeDense(relu))
  }

  #reshape(input: number, output: Value): void {
    this.#add('reshape', [input, this.#storeIntegers(1, ...output.shape)], output)
  }

  #addUnary({ kind, input, output }: Unary): void {
    const from = this.indexOf(input)
    switch (kind) {
      case 'maxPool':
        return this.#add('maxPool2d', [from], output, describePooling(2))
      case 'doubleSize': {
        const size = this.#storeIntegers(...output.shape.slice(0, 2))
        return this.#add('resizeNearestNeighbor', [from, size], output)
      }
      case 'flattenMaps': {
        const rows = { name: `${output.name}-rows`, shape: output.shape.toReversed() }
        this.#reshape(from, rows)
        return this.#add('transpose', [this.indexOf(rows), this.#storeIntegers(0, 2, 1)], output)
      }
      case 'flatten':
      case 'reshape':
        return this.#reshape(from, output)
      case 'poolMean':
        return this.#add('mean', [from, this.#storeIntegers(1, 2)], output, describeReduction())
      case 'poolMax':
        return this.#add('reduceMax', [from, this.#storeIntegers(1, 2)], output, describeReduction())
      case 'sumLast':
        return this.#add('sum', [from, this.#storeIntegers(input.shape.length)], output, describeReduction())
      case 'softmax':
        return this.#add('softmax', [from], output, describeSoftmax())
      case 'relu':
        return this.#add('relu', [from], output)
      case 'sigmoid':
        return this.#add('logistic', [from], output)
      case 'square':
        return this.#add('square', [from], output)
      case 'squareRoot':
        return this.#add('sqrt', [from], output)
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
        const before = input.shape.slice(0, -1)
        const begin = this.#storeIntegers(0, ...before.map(() => 0), start)
        const size = this.#storeIntegers(1, ...before, end - start)
        return this.#add('slice', [this.indexOf(input), begin, size], output)
      }
      case 'concatenate': {
        const { inputs, output } = operation
        const indices = inputs.map((input) => this.indexOf(input))
        return this.#add('concatenation', indices, output, describeConcatenation(output.shape.length))
      }
      case 'add':
      case 'subtract':
      case 'multiply':
      case 'maximum': {
        const { kind, left, right, output } = operation
        const second = isConstant(right) ? this.#storeConstant(right) : this.indexOf(right)
        return this.#add(BINARY_OPERATORS[kind], [this.indexOf(left), second], output)
      }
      default:
        return this.#addUnary(operation)
    }
  }
}

/** Writes a network as a TensorFlow Lite (LiteRT) file: float32, one crop at a time. */
export function writeTflite({ name, input, operations, outputs, facts }: NetworkGraph): Uint8Array {
  const graph = new TfliteBuilder()
  const inputIndex = graph.indexOf(input)
  for (const operation of operations) graph.add(operation)
  const builder = new Builder(1 << 20)
  const names = [...new Set(graph.operators.map((operator) => operator.name))]
  const codes = names.map((operator) => writeOperatorCode(builder, operator))
  const operators = graph.operators.map((entry) => writeOperator(builder, names.indexOf(entry.name), entry))
  const tensors = graph.tensors.map((entry) => writeTensor(builder, entry))
  const outputIndices = outputs.map((output) => graph.indexOf(output))
  const subgraph = writeSubgraph(builder, {
    name,
    tensors,
    operators,
    inputs: [inputIndex],
    outputs: outputIndices,
  })
  const signature = writeSignature(
    builder,
    [[input.name, inputIndex]],
    outputs.map((output, i) => [output.name, outputIndices[i]!]),
  )
  const buffers = graph.buffers.map((bytes) => writeBuffer(builder, bytes))
  const description = Object.values(facts).join('\n')
  const model = writeModel(builder, { description, codes, subgraph, buffers, signature })
  builder.finish(model, FILE_IDENTIFIER)
  return builder.asUint8Array()
}
