import { locateAssets } from '../../src/landmarker/models/assets.ts'
import type { Square } from '../../src/geometry/square.ts'
import type { Roi } from '../../src/landmarker/result.ts'
import { InferenceEngine } from '../../src/landmarker/cascade/engine.ts'
import type { BackendName } from '../../src/landmarker/backend/backends.ts'
import { cutBothWays, cutFromMemory } from './crops.ts'
import { library } from './library.ts'
import { video } from './video.ts'

/** Functions through which the tests run the engine, on the page's thread. */
const trial = {
  engine: undefined as InferenceEngine | undefined,

  async start(variant: string, backend: BackendName): Promise<string> {
    trial.engine = await InferenceEngine.start(locateAssets(), variant, backend)
    return trial.engine.backend.name
  },

  /** The cascade on a photo of this server, as a frame of a camera. */
  async run(photo: string, asks: readonly Roi[]) {
    if (!trial.engine) throw new Error('start comes first')
    const bitmap = await createImageBitmap(await (await fetch(photo)).blob())
    const frame = new VideoFrame(bitmap, { timestamp: 0 })
    bitmap.close()
    const { faces } = await trial.engine.run(frame, asks)
    frame.close()
    return faces
  },

  /** Many frames of changing pixels: read-backs, canvas reads, and tensors and bytes on the GPU after each. */
  async watch(frames: number, asks: readonly Roi[]) {
    if (!trial.engine) throw new Error('start comes first')
    const counts = { readBacks: 0, canvasReads: 0 }
    const map = GPUBuffer.prototype.mapAsync
    GPUBuffer.prototype.mapAsync = function (this: GPUBuffer, ...args: Parameters<typeof map>) {
      counts.readBacks++
      return map.apply(this, args)
    }
    const read = OffscreenCanvasRenderingContext2D.prototype.getImageData
    OffscreenCanvasRenderingContext2D.prototype.getImageData = function (
      this: OffscreenCanvasRenderingContext2D,
      ...args: Parameters<typeof read>
    ) {
      counts.canvasReads++
      return read.apply(this, args)
    } as typeof read
    const canvas = new OffscreenCanvas(160, 120)
    const context = canvas.getContext('2d')
    const tensors: number[] = []
    const bytes: (number | undefined)[] = []
    const began = performance.now()
    for (let i = 0; i < frames; i++) {
      if (context) context.fillStyle = `hsl(${i} 50% 50%)`
      context?.fillRect(0, 0, 160, 120)
      const frame = new VideoFrame(canvas, { timestamp: i })
      await trial.engine.run(frame, asks)
      frame.close()
      tensors.push(trial.engine.tensors)
      bytes.push(trial.engine.gpuBytes)
    }
    GPUBuffer.prototype.mapAsync = map
    OffscreenCanvasRenderingContext2D.prototype.getImageData = read
    return { ...counts, tensors, bytes, time: performance.now() - began }
  },

  /** Crops of a photo scaled to this size, as the GPU and as a canvas cuts them. */
  cutBothWays,

  /** Crops of a photo's frame, from its pixels in memory and as a canvas cuts them. */
  cutFromMemory,

  /** Bytes on graphics hardware, spare ones too, after a frame of this size. */
  async bytesFor(width: number, height: number): Promise<number> {
    const { engine } = trial
    if (!engine) throw new Error('start comes first')
    const canvas = new OffscreenCanvas(width, height)
    canvas.getContext('2d')?.fillRect(0, 0, width, height)
    const frame = new VideoFrame(canvas, { timestamp: 0 })
    const square = { centre: [width / 2, height / 2], side: height / 3, roll: 0 } as const
    await engine.run(frame, [{ id: 0, square, stage1Passes: 1 }])
    frame.close()
    return engine.gpuBytes ?? 0
  },

  /** Bytes on graphics hardware before and after the engine ends. */
  end(): (number | undefined)[] {
    const { engine } = trial
    const before = engine?.gpuBytes
    engine?.dispose()
    return [before, engine?.gpuBytes]
  },

  /** Gets the inputs of the output layer, and the layer: all that fine-tuning needs of the networks. */
  async tuning(base: string, photo: string, squares: readonly Square[]) {
    const { engine } = trial
    if (!engine) throw new Error('start comes first')
    const bitmap = await createImageBitmap(await (await fetch(photo)).blob())
    const features = await engine.features(base, bitmap, squares)
    bitmap.close()
    const { kernel, bias } = await engine.weights(base)
    return { features: [...features], kernel: [...kernel], bias: [...bias] }
  },

  /**
   * The features of a face's own crop and the layer that follows; the same face through the base and
   * through a variant whose bias is larger by `by`; and tensors before, with and after that variant.
   */
  async retune(base: string, photo: string, square: Square, by: number) {
    const { engine } = trial
    if (!engine) throw new Error('start comes first')
    const bitmap = await createImageBitmap(await (await fetch(photo)).blob())
    const look = () => engine.run(bitmap, [{ id: 0, square, stage1Passes: 0 }])
    await look()
    const before = engine.tensors
    const features = await engine.features(base, bitmap, [square])
    const { kernel, bias } = await engine.weights(base)
    const after = engine.tensors
    await engine.add({ name: 'tuned-1', base, weights: { kernel, bias: bias.map((value) => value + by) } })
    await engine.use([base, 'tuned-1'])
    const { faces } = await look()
    const refused = await Promise.resolve()
      .then(() => engine.remove('tuned-1'))
      .catch((error: unknown) => String(error))
    const unfit = await engine
      .add({ name: 'tuned-2', base, weights: { kernel, bias: bias.subarray(1) } })
      .catch((error: unknown) => String(error))
    await engine.use([base])
    await look()
    const added = engine.tensors
    engine.remove('tuned-1')
    bitmap.close()
    return {
      features: [...features],
      weights: { kernel: [...kernel], bias: [...bias] },
      variants: faces[0]!.variants,
      presence: faces[0]!.presence,
      tensors: [before, after, added, engine.tensors],
      errors: [refused, unfit],
    }
  },

  /**
   * Removes a tuned variant while a run with it and its base is under way, then replaces one likewise:
   * how many variants each run told of, and tensors before and after all that.
   */
  async retuneWhileRunning(base: string, square: Square) {
    const { engine } = trial
    if (!engine) throw new Error('start comes first')
    const canvas = new OffscreenCanvas(160, 120)
    canvas.getContext('2d')
    const look = () => engine.run(canvas, [{ id: 0, square, stage1Passes: 0 }])
    const weights = await engine.weights(base)
    const add = () => engine.add({ name: 'tuned-1', base, weights })
    await look()
    const before = engine.tensors
    const told: number[] = []
    const whileRunning = async (change: () => Promise<void>) => {
      await add()
      await engine.use([base, 'tuned-1'])
      const running = look()
      await change()
      const { faces } = await running
      told.push(Object.keys(faces[0]!.variants).length)
    }
    await whileRunning(async () => {
      await engine.use([base])
      engine.remove('tuned-1')
    })
    await whileRunning(add)
    await engine.use([base])
    engine.remove('tuned-1')
    await look()
    return { told, tensors: [before, engine.tensors] }
  },
}

declare global {
  interface Window {
    trial: typeof trial
    library: typeof library
    video: typeof video
  }
}

window.library = library
window.trial = trial
window.video = video
