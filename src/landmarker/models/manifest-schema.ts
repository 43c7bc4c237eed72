import { STAGES } from '../../geometry/face.ts'
import type {
  NetworkManifest,
  TensorManifest,
  VariantManifest,
  WeightsManifest,
} from '../../networks/manifest.ts'
import { LandmarkerError } from '../errors.ts'
import { listCnnLayers, listHeatMapLayers, listPresenceLayers, type NetworkLayers } from '../cascade/network-layers.ts'

/** Upper limits: far above any real variant, far below exhausting a machine's memory. */
const MAX_FILTERS = 4096
const MAX_HIDDEN_UNITS = 65_536
const MAX_BLOCKS = 100
const MAX_FILE_BYTES = 2 ** 28
const MIN_ERROR_SCALE = 0.01
const MAX_ERROR_SCALE = 100

type Fields = Readonly<Record<string, unknown>>

function fail(problem: string): never {
  throw new LandmarkerError('weights', `its model.json ${problem}`)
}

function parseFields(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(`does not describe ${what}`)
  return value as Fields
}

function parseList(value: unknown, what: string): readonly unknown[] {
  return Array.isArray(value) ? value : fail(`has no list of ${what}`)
}

function parseWholeNumber(value: unknown, what: string, max: number, min = 1): number {
  if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) return Number(value)
  return fail(`needs a whole number from ${min} to ${max} for ${what}`)
}

const isErrorScale = (value: unknown): value is number =>
  typeof value === 'number' && value >= MIN_ERROR_SCALE && value <= MAX_ERROR_SCALE

function parseQuantization(value: unknown, name: string): TensorManifest['quantization'] {
  if (value === undefined) return undefined
  const { dtype, scale, min } = parseFields(value, `the quantisation of ${name}`)
  if (dtype !== 'uint8' || !Number.isFinite(scale) || !Number.isFinite(min)) {
    fail(`has an unknown quantisation of ${name}`)
  }
  return { dtype: 'uint8', scale: Number(scale), min: Number(min) }
}

/** Finds the shape that the tensor with this name must have; undefined if the network has no such tensor. */
function findShape(
  name: unknown,
  { kernels, unbiased, vectors }: NetworkLayers,
): readonly number[] | undefined {
  if (typeof name !== 'string') return undefined
  const vector = vectors.get(name)
  if (vector) return vector
  const [, layer = '', part] = /^([\w-]{1,20})\/(kernel|bias|scale)$/.exec(name) ?? []
  const kernel = kernels.get(layer)
  if (!kernel || (part === 'bias' && unbiased.has(layer))) return undefined
  return part === 'kernel' ? kernel : kernel.slice(-1)
}

function parseTensor(value: unknown, layers: NetworkLayers): TensorManifest {
  const { name, shape, dtype, quantization } = parseFields(value, 'one of its tensors')
  const expected = findShape(name, layers)
  if (typeof name !== 'string' || !expected) fail('names a tensor that the network does not have')
  const actual = parseList(shape, `dimensions of ${name}`)
  if (actual.length !== expected.length || actual.some((side, i) => side !== expected[i])) {
    fail(`gives ${name} a shape other than ${expected.join(' x ')}`)
  }
  if (dtype !== 'float32') fail(`gives ${name} a type other than float32`)
  const quantized = parseQuantization(quantization, name)
  return { name, shape: [...expected], dtype, ...(quantized && { quantization: quantized }) }
}

const countBytes = ({ shape, quantization }: TensorManifest) =>
  shape.reduce((product, side) => product * side, quantization ? 1 : 4)

function parseWeights(fields: Fields, layers: NetworkLayers): WeightsManifest {
  const { file, sha256 } = fields
  if (typeof file !== 'string' || !/^\w[\w.-]{0,99}$/.test(file)) fail('does not name a weights file in its folder')
  if (typeof sha256 !== 'string' || !/^[\da-f]{64}$/.test(sha256)) fail(`has no valid SHA-256 of ${file}`)
  const bytes = parseWholeNumber(fields.bytes, `the bytes of ${file}`, MAX_FILE_BYTES)
  const weights = parseList(fields.weights, `tensors in ${file}`).map((tensor) => parseTensor(tensor, layers))
  const names = new Set(weights.map(({ name }) => name))
  if (names.size !== weights.length) fail(`names a tensor of ${file} twice`)
  for (const layer of layers.kernels.keys()) {
    const complete =
      names.has(`${layer}/kernel`) && (layers.unbiased.has(layer) || names.has(`${layer}/bias`))
    if (!complete) fail(`has no weights of ${layer}`)
  }
  for (const vector of layers.vectors.keys()) if (!names.has(vector)) fail(`has no ${vector}`)
  const needed = weights.reduce((sum, tensor) => sum + countBytes(tensor), 0)
  if (needed !== bytes) fail(`gives ${file} ${bytes} bytes, but its tensors need ${needed}`)
  return { file, bytes, sha256, weights }
}

/** Parses the numbers of filters of the convolutions that reduce the resolution, at most `maxCount`. */
function parseFilters(fields: Fields, name: string, maxCount: number): number[] {
  const filters = parseList(fields.filters, `filters of ${name}`)
  if (filters.length < 1 || filters.length > maxCount) fail(`has ${filters.length} convolutions for ${name}`)
  return filters.map((count) => parseWholeNumber(count, `filters of ${name}`, MAX_FILTERS))
}

function parseStage(value: unknown, stage: number): NetworkManifest {
  const { name, input } = STAGES[stage]!
  const fields = parseFields(value, name)
  const depth = Math.log2(input)
  const complete = (layers: NetworkLayers) => ({
    ...parseWeights(fields, layers),
    ...(fields.presence !== undefined && {
      presence: parseWeights(parseFields(fields.presence, 'presence'), listPresenceLayers(layers.features)),
    }),
  })
  if (fields.network === 'heat-map') {
    const filters = parseFilters(fields, name, depth)
    if (filters.length < 3) fail(`has ${filters.length} resolutions for ${name}; heat maps need 3`)
    const blocks = parseList(fields.blocks, `blocks of ${name}`)
    if (blocks.length !== filters.length)
      fail(`has ${blocks.length} numbers of blocks for ${filters.length} filters`)
    const counts = blocks.map((count) => parseWholeNumber(count, `blocks of ${name}`, MAX_BLOCKS, 0))
    const decoder = parseWholeNumber(fields.decoder, `the decoder of ${name}`, MAX_FILTERS)
    const { errorScale } = fields
    if (errorScale !== undefined && !isErrorScale(errorScale))
      fail(`needs a number from ${MIN_ERROR_SCALE} to ${MAX_ERROR_SCALE} for the error scale of ${name}`)
    const shape = { network: 'heat-map', filters, blocks: counts, decoder } as const
    const scale = errorScale === undefined ? {} : { errorScale }
    return { ...complete(listHeatMapLayers(filters, counts, decoder)), ...shape, ...scale }
  }
  if (fields.network !== undefined && fields.network !== 'cnn') fail(`has an unknown kind of network for ${name}`)
  const filters = parseFilters(fields, name, depth)
  const hidden = parseWholeNumber(fields.hidden, `the hidden layer of ${name}`, MAX_HIDDEN_UNITS)
  return { ...complete(listCnnLayers(filters, hidden, input)), filters, hidden }
}

/**
 * Parses and validates the model.json of an external variant.
 * @throws LandmarkerError 'weights' with a clause as message if it does not describe networks that can run.
 */
export function parseManifest(text: string): VariantManifest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    fail('is not JSON')
  }
  const { variant, stages } = parseFields(value, 'a variant')
  if (typeof variant !== 'string' || !/^.{1,100}$/.test(variant)) fail('gives the variant no name')
  const networks = parseList(stages, 'networks')
  if (networks.length < 1 || networks.length > STAGES.length) {
    fail(`has ${networks.length} networks instead of 1 or ${STAGES.length}`)
  }
  return { variant, stages: networks.map(parseStage) }
}

/**
 * Checks that all weights stored as floating-point numbers are finite.
 * @throws LandmarkerError 'weights' with a clause as message if one is not.
 */
export function checkFiniteWeights({ file, weights }: WeightsManifest, data: ArrayBuffer): void {
  let at = 0
  for (const tensor of weights) {
    const size = countBytes(tensor)
    // A copy, because the tensor's offset need not be a multiple of 4.
    const sound = tensor.quantization || new Float32Array(data.slice(at, at + size)).every(Number.isFinite)
    if (!sound)
      throw new LandmarkerError('weights', `${tensor.name} in ${file} contains numbers that are not finite`)
    at += size
  }
}
