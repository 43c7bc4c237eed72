import { HEAT_MAP, LANDMARK_COUNT, PIXEL_NORMALISATION, STAGES } from '../../geometry/face.ts'
import type { CnnManifest, HeatMapManifest, NetworkManifest } from '../../networks/manifest.ts'
import { GraphBuilder } from './graph-builder.ts'
import type { Constant, NetworkGraph, Value } from './network-graph.ts'
import type { NamedWeights } from './weights.ts'

/** Padding of 3x3 convolutions: one pixel on each side. */
const PADDED = { padding: 1, relu: true } as const

function createVector(...values: number[]): Constant {
  return { shape: [values.length], values: Float32Array.from(values) }
}

/** Adds the probability that the crop shows a face, computed from the input of the output layer. */
function addPresence(graph: GraphBuilder, weights: NamedWeights, features: Value): Value {
  return graph.apply('sigmoid', graph.dense(features, weights.getLayer('presence')), 'presence')
}

/** Describes CNN-6 or CNN-7; see `Cnn` of src/networks. */
function describeCnn(graph: GraphBuilder, manifest: CnnManifest, weights: NamedWeights): Value[] {
  let x = graph.input
  for (let i = 1; i <= manifest.filters.length; i++) {
    x = graph.maxPool(graph.convolve(x, weights.getLayer(`conv${i}`), { ...PADDED, stride: 1 }))
  }
  const features = graph.dense(graph.flatten(x), weights.getLayer('hidden'), true)
  const flat = graph.dense(features, weights.getLayer('output'))
  const landmarks = graph.reshape(flat, [LANDMARK_COUNT, 2], 'landmarks')
  return manifest.presence ? [landmarks, addPresence(graph, weights, features)] : [landmarks]
}

/** Describes the features of a heat-map network at each resolution, finest first. */
function describePyramid(graph: GraphBuilder, { blocks }: HeatMapManifest, weights: NamedWeights): Value[] {
  let x = graph.input
  return blocks.map((count, i) => {
    x = graph.convolve(x, weights.getLayer(`reduction${i + 1}`), { ...PADDED, stride: 2 })
    for (let j = 1; j <= count; j++) {
      const block = `block${i + 1}-${j}`
      const first = graph.convolve(x, weights.getLayer(`${block}-first`), { ...PADDED, stride: 1 })
      const second = weights.getLayer(`${block}-second`)
      const change = graph.convolve(first, second, { padding: 1, stride: 1, relu: false })
      x = graph.apply('relu', graph.combine('add', x, change))
    }
    return x
  })
}

/** Describes the probabilities (landmarks, cells) of a feature pyramid. */
function describeProbabilities(graph: GraphBuilder, pyramid: readonly Value[], weights: NamedWeights): Value {
  const convolve1x1 = (x: Value, layer: string) =>
    graph.convolve(x, weights.getLayer(layer), { stride: 1, padding: 0, relu: false })
  const coarsest = pyramid.length
  let y = convolve1x1(pyramid[coarsest - 1]!, `lateral${coarsest}`)
  for (let level = coarsest - 1; level > 1; level--) {
    const sum = graph.combine('add', graph.doubleSize(y), convolve1x1(pyramid[level - 1]!, `lateral${level}`))
    y = graph.convolve(sum, weights.getLayer(`merge${level}`), { ...PADDED, stride: 1 })
  }
  return graph.apply('softmax', graph.flattenMaps(convolve1x1(y, 'maps')))
}

/**
 * Computes x, y and x² + y² of each cell's centre: (cells², 3), in pixels from the middle of the crop. Its corner as
 * origin would cost the variance a digit of float32.
 */
function computeCellCentres(cells: number, size: number): Constant {
  const fromMiddle = (i: number) => ((i + 0.5) / cells - 0.5) * HEAT_MAP.range * size
  const rows: number[] = []
  for (let row = 0; row < cells; row++)
    for (let column = 0; column < cells; column++) {
      const [x, y] = [fromMiddle(column), fromMiddle(row)]
      rows.push(x, y, x * x + y * y)
    }
  return { shape: [cells * cells, 3], values: Float32Array.from(rows) }
}

/** Describes a heat-map network; see `HeatMapNetwork` of src/networks. */
function describeHeatMap(
  graph: GraphBuilder,
  size: number,
  manifest: HeatMapManifest,
  weights: NamedWeights,
): Value[] {
  const pyramid = describePyramid(graph, manifest, weights)
  const probabilities = describeProbabilities(graph, pyramid, weights)
  const centres = { kernel: computeCellCentres(size / 4, size), bias: undefined }
  const moments = graph.dense(probabilities, centres)
  const positions = graph.slice(moments, 0, 2)
  const squares = graph.reshape(graph.slice(moments, 2, 3), [LANDMARK_COUNT])
  const variance = graph.combine('subtract', squares, graph.sumLast(graph.apply('square', positions)))
  const bounded = graph.combine('maximum', variance, createVector(HEAT_MAP.leastVariance))
  const spread = graph.apply('squareRoot', bounded)
  const { errorScale = 1 } = manifest
  const rescale = ({ shape, values }: Constant): Constant => ({
    shape,
    values: values.map((v) => errorScale * v),
  })
  const scaled = graph.combine('multiply', spread, rescale(weights.get('error/slope')))
  const outputs = [
    graph.combine('add', positions, createVector(size / 2, size / 2), 'landmarks'),
    graph.combine('add', scaled, rescale(weights.get('error/floor')), 'expected_error'),
  ]
  if (!manifest.presence) return outputs
  const coarsest = pyramid[pyramid.length - 1]!
  const pooled = graph.concatenate([graph.pool('poolMean', coarsest), graph.pool('poolMax', coarsest)])
  return [...outputs, addPresence(graph, weights, pooled)]
}

/**
 * Describes the network of a stage (0 or 1) as operations. Outputs: `landmarks` (68, 2) in pixels of the crop;
 * `expected_error` (68) in the same unit if it has heat maps; `presence` (1), a probability, if it has that output.
 */
export function describeNetwork(
  name: string,
  stage: number,
  manifest: NetworkManifest,
  weights: NamedWeights,
): NetworkGraph {
  const { input: size, margin } = STAGES[stage]!
  const graph = new GraphBuilder(size)
  const outputs =
    manifest.network === 'heat-map'
      ? describeHeatMap(graph, size, manifest, weights)
      : describeCnn(graph, manifest, weights)
  const { offset, scale } = PIXEL_NORMALISATION
  const facts = {
    input: `crops (n, ${size}, ${size}, 3): red, green, blue of each pixel, (v - ${offset}) / ${scale} for v in 0..255`,
    margin: `${margin}: side of the crop divided by side of the face's square`,
    landmarks: `(n, ${LANDMARK_COUNT}, 2): x, y in pixels of the crop, (0, 0) at its top-left corner`,
    ...(manifest.network === 'heat-map' && {
      expected_error: `(n, ${LANDMARK_COUNT}): expected error of each landmark in pixels of the crop`,
    }),
    ...(manifest.presence && { presence: '(n, 1): probability that the crop shows a face' }),
  }
  return { name, input: graph.input, operations: graph.operations, outputs, facts }
}
