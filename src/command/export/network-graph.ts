/** Tensor whose values are known, row-major. */
export interface Constant {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

/** Computed tensor. `shape` leaves out the first dimension, the batch; pictures are (height, width, channels). */
export interface Value {
  readonly name: string
  readonly shape: readonly number[]
}

/** Convolution with a kernel (height, width, inputs, outputs) and `padding` pixels of 0 on each side. */
export interface Convolution {
  readonly kind: 'convolution'
  readonly input: Value
  readonly output: Value
  readonly kernel: Constant
  readonly bias: Constant | undefined
  readonly stride: 1 | 2
  readonly padding: 0 | 1
  readonly relu: boolean
}

/** Product of the last axis with a kernel (inputs, outputs). */
export interface Dense {
  readonly kind: 'dense'
  readonly input: Value
  readonly output: Value
  readonly kernel: Constant
  readonly bias: Constant | undefined
  readonly relu: boolean
}

/**
 * Operation on one tensor:
 * maxPool: maximum of 2 x 2 pixels; doubleSize: each pixel becomes 2 x 2; flatten: (h, w, c) to (h w c);
 * flattenMaps: (h, w, c) to (c, h w); poolMean and poolMax: (h, w, c) to (c); softmax and sumLast: along the last axis.
 */
export interface Unary {
  readonly kind:
    | 'maxPool'
    | 'doubleSize'
    | 'flatten'
    | 'flattenMaps'
    | 'poolMean'
    | 'poolMax'
    | 'reshape'
    | 'softmax'
    | 'sumLast'
    | 'relu'
    | 'sigmoid'
    | 'square'
    | 'squareRoot'
  readonly input: Value
  readonly output: Value
}

/** Operation on each pair of numbers; a constant on the right is broadcast along the axes that it lacks. */
export interface Binary {
  readonly kind: 'add' | 'subtract' | 'multiply' | 'maximum'
  readonly left: Value
  readonly right: Value | Constant
  readonly output: Value
}

/** Part of the last axis, from `start` up to `end`. */
export interface Slice {
  readonly kind: 'slice'
  readonly input: Value
  readonly output: Value
  readonly start: number
  readonly end: number
}

/** Tensors one after another along the last axis. */
export interface Concatenation {
  readonly kind: 'concatenate'
  readonly inputs: readonly Value[]
  readonly output: Value
}

export type Operation = Convolution | Dense | Unary | Binary | Slice | Concatenation

/** Network as operations in execution order, independent of a file format. */
export interface NetworkGraph {
  readonly name: string
  /** Normalised pixels (size, size, 3). */
  readonly input: Value
  readonly operations: readonly Operation[]
  /** Results; the names of their values are those of the file's outputs. */
  readonly outputs: readonly Value[]
  /** Facts about the network, to be stored in the file. */
  readonly facts: Readonly<Record<string, string>>
}

/** Returns the shape of a picture. @throws RangeError for a tensor with another number of dimensions. */
export function toPictureShape(
  shape: readonly number[],
): readonly [rows: number, columns: number, channels: number] {
  const [rows, columns, channels, ...others] = shape
  if (rows === undefined || columns === undefined || channels === undefined || others.length > 0)
    throw new RangeError(`a picture has 3 dimensions, not ${shape.length}`)
  return [rows, columns, channels]
}

/** Returns the shape of a convolution's kernel. @throws RangeError for another number of dimensions. */
export function toKernelShape(
  shape: readonly number[],
): readonly [rows: number, columns: number, inputs: number, outputs: number] {
  const [rows, columns, inputs, outputs, ...others] = shape
  const isWhole = rows !== undefined && columns !== undefined && inputs !== undefined
  if (!isWhole || outputs === undefined || others.length > 0)
    throw new RangeError(`a kernel has 4 dimensions, not ${shape.length}`)
  return [rows, columns, inputs, outputs]
}

/** Returns true if an operand is a constant. */
export function isConstant(operand: Value | Constant): operand is Constant {
  return 'values' in operand
}

/** Counts the numbers in a tensor of a shape. */
export function countElements(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1)
}
