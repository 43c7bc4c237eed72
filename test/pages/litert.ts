import { loadAndCompile, loadLiteRt, Tensor } from '@litertjs/core'
import { cropAtSquare } from '../../src/geometry/crop.ts'
import { STAGES } from '../../src/geometry/face.ts'
import type { Square } from '../../src/geometry/square.ts'
import { chooseSamplingSize, CropPixels } from '../../src/landmarker/cascade/crop-pixels.ts'

/** Functions through which the tests run LiteRT and the landmarker's crops. */
const trial = {
  /** Starts LiteRT with the files in a folder of this server. */
  async start(folder: string): Promise<void> {
    await loadLiteRt(folder)
  },

  /** Cuts the crops of a stage (0 or 1) out of a photo as the landmarker does: red, green, blue of each pixel. */
  async cut(photo: string, squares: readonly Square[], stage: number): Promise<number[][]> {
    const bitmap = await createImageBitmap(await (await fetch(photo)).blob())
    const pixels = new CropPixels()
    const { input, margin } = STAGES[stage]!
    const crops = squares.map((square) => {
      const crop = cropAtSquare(square, margin, input)
      const { data } = pixels.cut(bitmap, crop, chooseSamplingSize(crop.side, input))
      return Array.from(data).filter((_, i) => i % 4 < 3)
    })
    bitmap.close()
    return crops
  },

  /** Runs a network on crops of normalised pixels, one after another: its outputs by name, for each crop. */
  async run(network: string, size: number, crops: readonly number[][]): Promise<Record<string, number[]>[]> {
    const model = await loadAndCompile(network, { accelerator: 'wasm' })
    const results: Record<string, number[]>[] = []
    for (const crop of crops) {
      const input = new Tensor(Float32Array.from(crop), [1, size, size, 3])
      const outputs = await model.run({ crops: input })
      const read = Object.entries(outputs).map(([name, tensor]) => [name, Array.from(tensor.toTypedArray())])
      results.push(Object.fromEntries(read) as Record<string, number[]>)
      for (const tensor of [input, ...Object.values(outputs)]) tensor.delete()
    }
    model.delete()
    return results
  },
}

declare global {
  interface Window {
    litert: typeof trial
  }
}

window.litert = trial
