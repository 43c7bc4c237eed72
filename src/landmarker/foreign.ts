import { LANDMARKS, STAGES } from '../geometry/face.ts'
import type {
  NetworkManifest,
  TensorManifest,
  VariantManifest,
  WeightsManifest,
} from '../networks/manifest.ts'
import { LandmarkerError } from './errors.ts'

/** Far above any variant, far below what would fill a machine's memory. */
const MOST_FILTERS = 4096
const MOST_HIDDEN = 65_536
const MOST_BYTES = 2 ** 28

type Fields = Readonly<Record<string, unknown>>

function fail(what: string): never {
  throw new LandmarkerError('weights', `its model.json ${what}`)
}

function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(`says nothing of ${what}`)
  return value as Fields
}

function listOf(value: unknown, what: string): readonly unknown[] {
  return Array.isArray(value) ? value : fail(`has no list of ${what}`)
}

function whole(value: unknown, what: string, most: number): number {
  if (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most) return Number(value)
  return fail(`has no whole number from 1 to ${most} for ${what}`)
}

/** Shapes of the tensors that a network needs, by layer: of its kernel; its bias and scale have the last of it. */
type Layers = ReadonlyMap<string, readonly number[]>

function layersOf(filters: readonly number[], hidden: number, input: number): Layers {
  const convolutions = filters.map((out, i) => [`conv${i + 1}`, [3, 3, i ? filters[i - 1] : 3, out]] as const)
  const flat = (input >> filters.length) ** 2 * filters[filters.length - 1]
  return new Map<string, readonly number[]>([
    ...convolutions,
    ['hidden', [flat, hidden]],
    ['output', [hidden, 2 * LANDMARKS]],
  ])
}

function quantizationOf(value: unknown, name: string): TensorManifest['quantization'] {
  if (value === undefined) return undefined
  const { dtype, scale, min } = fieldsOf(value, `how ${name} is quantised`)
  if (dtype !== 'uint8' || !Number.isFinite(scale) || !Number.isFinite(min)) {
    fail(`says of ${name} that it is quantised in a way unknown here`)
  }
  return { dtype: 'uint8', scale: Number(scale), min: Number(min) }
}

function tensorOf(value: unknown, layers: Layers): TensorManifest {
  const { name, shape, dtype, quantization } = fieldsOf(value, 'one of its tensors')
  const [, layer, part] = (typeof name === 'string' && /^(\w{1,20})\/(kernel|bias|scale)$/.exec(name)) || []
  const kernel = layers.get(layer ?? '')
  if (typeof name !== 'string' || !kernel) fail('names a tensor that its network does not have')
  const wanted = part === 'kernel' ? kernel : kernel.slice(-1)
  const found = listOf(shape, `sides of ${name}`)
  if (found.length !== wanted.length || found.some((side, i) => side !== wanted[i])) {
    fail(`gives ${name} another shape than ${wanted.join(' x ')}`)
  }
  if (dtype !== 'float32') fail(`gives ${name} another type than float32`)
  const quantized = quantizationOf(quantization, name)
  return { name, shape: [...wanted], dtype, ...(quantized && { quantization: quantized }) }
}

const sizeOf = ({ shape, quantization }: TensorManifest) =>
  shape.reduce((product, side) => product * side, quantization ? 1 : 4)

function weightsOf(of: Fields, layers: Layers): WeightsManifest {
  const { file, sha256 } = of
  if (typeof file !== 'string' || !/^\w[\w.-]{0,99}$/.test(file)) fail('names no file of weights beside it')
  if (typeof sha256 !== 'string' || !/^[\da-f]{64}$/.test(sha256)) fail(`has no SHA-256 of ${file}`)
  const bytes = whole(of.bytes, `the bytes of ${file}`, MOST_BYTES)
  const weights = listOf(of.weights, `tensors in ${file}`).map((tensor) => tensorOf(tensor, layers))
  const names = new Set(weights.map(({ name }) => name))
  if (names.size !== weights.length) fail(`names a tensor of ${file} twice`)
  for (const layer of layers.keys()) {
    if (!names.has(`${layer}/kernel`) || !names.has(`${layer}/bias`)) fail(`has no weights of ${layer}`)
  }
  const needed = weights.reduce((sum, tensor) => sum + sizeOf(tensor), 0)
  if (needed !== bytes) fail(`gives ${file} ${bytes} bytes, but its tensors have ${needed}`)
  return { file, bytes, sha256, weights }
}

function stageOf(value: unknown, stage: number): NetworkManifest {
  const { name, input } = STAGES[stage]
  const of = fieldsOf(value, name)
  const filters = listOf(of.filters, `filters of ${name}`)
  if (filters.length < 1 || input >> filters.length < 1)
    fail(`has ${filters.length} convolutions for ${name}`)
  const checked = filters.map((count) => whole(count, `filters of ${name}`, MOST_FILTERS))
  const hidden = whole(of.hidden, `the hidden layer of ${name}`, MOST_HIDDEN)
  const weights = weightsOf(of, layersOf(checked, hidden, input))
  const presence =
    of.presence === undefined
      ? undefined
      : weightsOf(fieldsOf(of.presence, 'presence'), new Map([['presence', [hidden, 1]]]))
  return { ...weights, filters: checked, hidden, ...(presence && { presence }) }
}

/**
 * The model.json of a variant that did not come with this build.
 * @throws LandmarkerError 'weights' with half a sentence if it does not describe networks that can run.
 */
export function manifestOf(text: string): VariantManifest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    fail('is not JSON')
  }
  const { variant, stages } = fieldsOf(value, 'a variant')
  if (typeof variant !== 'string' || !/^.{1,100}$/.test(variant)) fail('gives the variant no name')
  const networks = listOf(stages, 'networks')
  if (networks.length < 1 || networks.length > STAGES.length) {
    fail(`has ${networks.length} networks instead of 1 or ${STAGES.length}`)
  }
  return { variant, stages: networks.map(stageOf) }
}

/**
 * Looks at all numbers that are not single bytes.
 * @throws LandmarkerError 'weights' with half a sentence if one is not finite.
 */
export function checkNumbers({ file, weights }: WeightsManifest, data: ArrayBuffer): void {
  let at = 0
  for (const tensor of weights) {
    const size = sizeOf(tensor)
    // A copy: bytes before it may have left it unaligned.
    const sound = tensor.quantization || new Float32Array(data.slice(at, at + size)).every(Number.isFinite)
    if (!sound)
      throw new LandmarkerError('weights', `${tensor.name} of ${file} holds numbers that are not finite`)
    at += size
  }
}
