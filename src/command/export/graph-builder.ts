import {
  countElements,
  toKernelShape,
  toPictureShape,
  type Binary,
  type Constant,
  type Convolution,
  type Operation,
  type Unary,
  type Value,
} from './network-graph.ts'

/** Weights of a convolution or dense layer. */
export interface LayerWeights {
  readonly kernel: Constant
  readonly bias: Constant | undefined
}

/** Builder of a network's operations, one after another. Each method returns the value that it computes. */
export class GraphBuilder {
  readonly input: Value
  readonly operations: Operation[] = []

  /** size: side of the crops in pixels. */
  constructor(size: number) {
    this.input = { name: 'crops', shape: [size, size, 3] }
  }

  convolve(
    input: Value,
    { kernel, bias }: LayerWeights,
    { stride, padding, relu }: Pick<Convolution, 'stride' | 'padding' | 'relu'>,
  ): Value {
    const [rows, columns] = toPictureShape(input.shape)
    const [height, width, , outputs] = toKernelShape(kernel.shape)
    const side = (pixels: number, window: number) => Math.floor((pixels + 2 * padding - window) / stride) + 1
    const shape = [side(rows, height), side(columns, width), outputs]
    const output = this.#name('convolution', shape)
    return this.#add({ kind: 'convolution', input, output, kernel, bias, stride, padding, relu })
  }

  dense(input: Value, { kernel, bias }: LayerWeights, relu = false, name?: string): Value {
    const output = this.#name('dense', [...input.shape.slice(0, -1), kernel.shape[1]!], name)
    return this.#add({ kind: 'dense', input, output, kernel, bias, relu })
  }

  maxPool(input: Value): Value {
    const [rows, columns, channels] = toPictureShape(input.shape)
    return this.#unary('maxPool', input, [rows >> 1, columns >> 1, channels])
  }

  doubleSize(input: Value): Value {
    const [rows, columns, channels] = toPictureShape(input.shape)
    return this.#unary('doubleSize', input, [2 * rows, 2 * columns, channels])
  }

  flatten(input: Value): Value {
    return this.#unary('flatten', input, [countElements(input.shape)])
  }

  flattenMaps(input: Value): Value {
    const [rows, columns, channels] = toPictureShape(input.shape)
    return this.#unary('flattenMaps', input, [channels, rows * columns])
  }

  pool(kind: 'poolMean' | 'poolMax', input: Value): Value {
    return this.#unary(kind, input, input.shape.slice(-1))
  }

  reshape(input: Value, shape: readonly number[], name?: string): Value {
    return this.#unary('reshape', input, shape, name)
  }

  sumLast(input: Value): Value {
    return this.#unary('sumLast', input, input.shape.slice(0, -1))
  }

  /** Applies a function that keeps the shape. */
  apply(kind: 'softmax' | 'relu' | 'sigmoid' | 'square' | 'squareRoot', input: Value, name?: string): Value {
    return this.#unary(kind, input, input.shape, name)
  }

  combine(kind: Binary['kind'], left: Value, right: Value | Constant, name?: string): Value {
    return this.#add({ kind, left, right, output: this.#name(kind, left.shape, name) })
  }

  slice(input: Value, start: number, end: number): Value {
    const output = this.#name('slice', [...input.shape.slice(0, -1), end - start])
    return this.#add({ kind: 'slice', input, output, start, end })
  }

  concatenate(inputs: readonly Value[]): Value {
    const last = inputs.reduce((sum, { shape }) => sum + (shape.at(-1) ?? 0), 0)
    const output = this.#name('concatenate', [...inputs[0]!.shape.slice(0, -1), last])
    return this.#add({ kind: 'concatenate', inputs, output })
  }

  #unary(kind: Unary['kind'], input: Value, shape: readonly number[], name?: string): Value {
    return this.#add({ kind, input, output: this.#name(kind, shape, name) })
  }

  #name(kind: string, shape: readonly number[], name = `${kind}-${this.operations.length + 1}`): Value {
    return { name, shape }
  }

  #add(operation: Operation): Value {
    this.operations.push(operation)
    return operation.output
  }
}
