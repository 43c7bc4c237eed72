import { assetsAt } from '../../src/landmarker/assets.ts'
import type { Ask } from '../../src/landmarker/result.ts'
import { Engine } from '../../src/landmarker/engine.ts'
import type { BackendName } from '../../src/landmarker/backends.ts'

/** What the tests ask of the engine, on the page's own thread. */
const trial = {
  engine: undefined as Engine | undefined,

  async start(variant: string, backend: BackendName): Promise<string> {
    trial.engine = await Engine.start(assetsAt(), variant, backend)
    return trial.engine.backend.name
  },

  /** The cascade on a photo of this server, as a frame of a camera. */
  async run(photo: string, asks: readonly Ask[]) {
    if (!trial.engine) throw new Error('start comes first')
    const bitmap = await createImageBitmap(await (await fetch(photo)).blob())
    const frame = new VideoFrame(bitmap, { timestamp: 0 })
    bitmap.close()
    const { faces } = await trial.engine.run(frame, asks)
    frame.close()
    return faces
  },

  /** Many frames of changing pixels: read-backs, canvas reads and tensors of each. */
  async watch(frames: number, asks: readonly Ask[]) {
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
    const began = performance.now()
    for (let i = 0; i < frames; i++) {
      if (context) context.fillStyle = `hsl(${i} 50% 50%)`
      context?.fillRect(0, 0, 160, 120)
      const frame = new VideoFrame(canvas, { timestamp: i })
      await trial.engine.run(frame, asks)
      frame.close()
      tensors.push(trial.engine.tensors)
    }
    GPUBuffer.prototype.mapAsync = map
    OffscreenCanvasRenderingContext2D.prototype.getImageData = read
    return { ...counts, tensors, time: performance.now() - began }
  },
}

declare global {
  interface Window {
    trial: typeof trial
  }
}

window.trial = trial
