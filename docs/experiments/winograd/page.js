/* global tf -- the page loads TensorFlow.js by script tags. */

const SIDE_PX = 128
const RUNS_PER_ROUND = 3

/** Bytes of the module's memory below which the compiler may keep constants. */
const FIRST_FREE_BYTE = 4096

/** Floats of each of the two buffers for transformed tiles and products: enough for `TILES_AT_ONCE`. */
const SCRATCH_FLOATS = 1 << 18

/** Tiles of each layer that are transformed and multiplied at once, so that they stay in the level-2 cache. */
const TILES_AT_ONCE = [0, 96, 48, 64, 16, 4]

/** Rows of G (Lavin and Gray 2016, "Fast algorithms for convolutional neural networks", F(2x2, 3x3)). */
const KERNEL_TRANSFORM = [
  [1, 0, 0],
  [0.5, 0.5, 0.5],
  [0.5, -0.5, 0.5],
  [0, 0, 1],
]

/** Loads a module; its memory grows as buffers are reserved. */
async function loadModule(name) {
  const memory = new WebAssembly.Memory({ initial: 1 })
  const abort = () => {
    throw new Error('the module stopped')
  }
  const { instance } = await WebAssembly.instantiateStreaming(fetch(`/${name}.wasm`), {
    env: { memory, abort },
  })
  let end = FIRST_FREE_BYTE
  const reserve = (floats) => {
    const at = end
    end += Math.ceil(floats / 16) * 64
    const missing = end - memory.buffer.byteLength
    if (missing > 0) memory.grow(Math.ceil(missing / 65_536))
    return at
  }
  const put = (data) => {
    const at = reserve(data.length)
    new Float32Array(memory.buffer, at, data.length).set(data)
    return at
  }
  return { memory, reserve, put, ...instance.exports }
}

/** Packs a matrix (k, n) as panels [n / 8][rows][8]; rows beyond k are zero. */
function packPanels(matrix, k, n, rows = k) {
  const panels = new Float32Array(rows * n)
  for (let i = 0; i < k; i++)
    for (let j = 0; j < n; j++) panels[((j >> 3) * rows + i) * 8 + (j & 7)] = matrix[i * n + j]
  return panels
}

/** Transforms a kernel (3, 3, k, n) to panels [16][n / 8][k][8]. */
function transformKernel(kernel, k, n) {
  const transformed = new Float32Array(16 * k * n)
  for (let a = 0; a < 4; a++)
    for (let b = 0; b < 4; b++) {
      const plane = new Float64Array(k * n)
      for (let i = 0; i < 9; i++) {
        const factor = KERNEL_TRANSFORM[a][Math.floor(i / 3)] * KERNEL_TRANSFORM[b][i % 3]
        if (factor !== 0) for (let e = 0; e < k * n; e++) plane[e] += factor * kernel[i * k * n + e]
      }
      transformed.set(packPanels(plane, k, n), (a * 4 + b) * k * n)
    }
  return transformed
}

/** Loads CNN-7 into a module of its own. */
async function loadOwn(name, { convs, dense }) {
  const began = performance.now()
  const wasm = await loadModule(name)
  const input = wasm.reserve((SIDE_PX + 2) ** 2 * 3 + 8)
  const tiles = wasm.reserve(SCRATCH_FLOATS)
  const products = wasm.reserve(SCRATCH_FLOATS)
  const steps = []
  let x = input
  let side = SIDE_PX
  for (const [i, { kernel, bias, k, n }] of convs.entries()) {
    const border = i < convs.length - 1 ? 1 : 0
    const [from, before, half] = [x, side, side / 2]
    const to = wasm.reserve((half + 2 * border) ** 2 * n)
    const b = wasm.put(bias)
    const u = wasm.put(i === 0 ? packPanels(kernel, 27, n, 28) : transformKernel(kernel, k, n))
    steps.push(() => {
      if (i === 0) wasm.convolveFirst(from, u, b, to, tiles, products, before, n)
      else wasm.convolve(from, u, b, to, tiles, products, half, k, n, TILES_AT_ONCE[i], border)
    })
    x = to
    side = half
  }
  for (const [i, { kernel, bias, k, n }] of dense.entries()) {
    const from = x
    const to = wasm.reserve(n)
    const [u, b] = [wasm.put(packPanels(kernel, k, n)), wasm.put(bias)]
    steps.push(() => wasm.applyDense(from, u, b, to, k, n, i === 0 ? 1 : 0))
    x = to
  }
  const outputs = dense.at(-1).n
  const predict = (pixels) => {
    const row = SIDE_PX * 3
    const padded = new Float32Array(wasm.memory.buffer, input, (SIDE_PX + 2) ** 2 * 3)
    for (let y = 0; y < SIDE_PX; y++)
      padded.set(pixels.subarray(y * row, (y + 1) * row), ((y + 1) * (SIDE_PX + 2) + 1) * 3)
    for (const step of steps) step()
    return new Float32Array(wasm.memory.buffer, x, outputs).slice()
  }
  return { steps, predict, bytes: wasm.memory.buffer.byteLength, loadMs: performance.now() - began }
}

/** Cuts the middle square of a photo. */
async function cutPhoto(path) {
  const photo = await createImageBitmap(await (await fetch(path)).blob())
  const side = Math.min(photo.width, photo.height)
  const context = new OffscreenCanvas(SIDE_PX, SIDE_PX).getContext('2d')
  context.drawImage(photo, (photo.width - side) / 2, 0, side, side, 0, 0, SIDE_PX, SIDE_PX)
  const { data } = context.getImageData(0, 0, SIDE_PX, SIDE_PX)
  return Float32Array.from(
    { length: SIDE_PX ** 2 * 3 },
    (_, i) => data[Math.floor(i / 3) * 4 + (i % 3)] / 127.5 - 1,
  )
}

/** Loads CNN-7 on TensorFlow.js's wasm backend, as src/networks/cnn.ts computes it. */
async function loadReference(variant) {
  tf.wasm.setWasmPaths('/tf/tfjs-backend-wasm/dist/')
  await tf.setBackend('wasm')
  const { stages } = await (await fetch(`/models/${variant}/model.json`)).json()
  const file = await (await fetch(`/models/${variant}/stage2.bin`)).arrayBuffer()
  const named = tf.io.decodeWeights(file, stages[1].weights)
  const read = (layer) => ({
    kernel: tf.mul(named[`${layer}/kernel`], named[`${layer}/scale`]),
    bias: named[`${layer}/bias`],
  })
  const convs = stages[1].filters.map((_, i) => read(`conv${i + 1}`))
  const dense = ['hidden', 'output'].map(read)
  const steps = [
    ...convs.map(({ kernel: filter, bias }) => (x) => {
      const y = tf.fused.conv2d({ x, filter, strides: 1, pad: 'same', bias, activation: 'relu' })
      return tf.maxPool(y, 2, 2, 'valid')
    }),
    (x) => tf.relu(tf.add(tf.matMul(tf.reshape(x, [1, -1]), dense[0].kernel), dense[0].bias)),
    (x) => tf.add(tf.matMul(x, dense[1].kernel), dense[1].bias),
  ].map((step) => (x) => tf.tidy(() => step(x)))
  const predict = (pixels) =>
    tf.tidy(() => {
      let x = tf.tensor4d(pixels, [1, SIDE_PX, SIDE_PX, 3])
      for (const step of steps) x = step(x)
      return x.dataSync()
    })
  const readBack = ({ kernel, bias }) => {
    const [k, n] = kernel.shape.slice(-2)
    return { kernel: kernel.dataSync(), bias: bias.dataSync(), k, n }
  }
  return { steps, predict, weights: { convs: convs.map(readBack), dense: dense.map(readBack) } }
}

/** Times each of the named functions in turns; gives the least ms of one run of each. */
function timeInTurns(rounds, runs, named) {
  const least = Object.fromEntries(Object.keys(named).map((name) => [name, Infinity]))
  for (let round = 0; round < rounds; round++)
    for (const [name, run] of Object.entries(named)) {
      const began = performance.now()
      for (let i = 0; i < runs; i++) run()
      least[name] = Math.min(least[name], (performance.now() - began) / runs)
    }
  return least
}

/** Compares layers and the whole network on both; run.js calls it. */
window.compare = async ({ rounds, variant }) => {
  const reference = await loadReference(variant)
  const own = {}
  for (const name of ['relaxed', 'plain']) own[name] = await loadOwn(name, reference.weights)
  const photos = await Promise.all([1, 2, 3, 4, 5, 6].map((i) => cutPhoto(`/photos/sample${i}.jpg`)))
  const modules = {}
  for (const [name, { predict, bytes, loadMs }] of Object.entries(own)) {
    let differencePx = 0
    for (const photo of photos) {
      const expected = reference.predict(photo)
      predict(photo).forEach((value, i) => {
        differencePx = Math.max(differencePx, Math.abs(value - expected[i]))
      })
    }
    modules[name] = { differencePx, bytes, loadMs }
  }
  let x = tf.tensor4d(photos[5], [1, SIDE_PX, SIDE_PX, 3])
  const layers = reference.steps.map((step, i) => {
    const from = x
    x = step(from)
    return timeInTurns(rounds, RUNS_PER_ROUND, {
      tensorflow: () => step(from).dispose(),
      relaxed: own.relaxed.steps[i],
      plain: own.plain.steps[i],
    })
  })
  const predictors = { tensorflow: reference, ...own }
  const time = (runs) =>
    timeInTurns(
      rounds,
      runs,
      Object.fromEntries(
        Object.entries(predictors).map(([name, { predict }]) => [name, () => predict(photos[0])]),
      ),
    )
  return { modules, layers, single: time(1), repeated: time(10) }
}
