import { computeOccluder } from '../../../geometry/perturbation.ts'
import { WorkerClient } from '../../../landmarker/worker/rpc.ts'
import { canvasOf } from './capture.ts'
import { arePixelsSpoilt, type Damage } from './perturbation.ts'
import type { PixelsService } from './pixels-worker.ts'
import type { Subject } from './subject.ts'

/** Side of a grain of noise, in sides of the face: about a pixel of stage 2's crop. */
const GRAIN = 0.01
const GREY = '#808080'

/** Spoils the pixels of sheets, in a worker: a blur of a large face would hold up the page for long. */
export class Spoiler {
  #worker: WorkerClient<PixelsService> | undefined

  /** The sheet covered in the scene, blurred by the lens, with the sensor's noise; itself if it stays whole. */
  async spoil({ pixels, start }: Subject, damage: Damage): Promise<OffscreenCanvas> {
    if (!arePixelsSpoilt(damage)) return pixels
    const context = canvasOf(pixels.width, pixels.height)
    context.drawImage(pixels, 0, 0)
    if (damage.occlusion > 0) {
      const { centre, side, roll } = computeOccluder(start, damage.occlusion / 100)
      context.translate(...centre)
      context.rotate(roll)
      context.fillStyle = GREY
      context.fillRect(-side / 2, -side / 2, side, side)
      context.resetTransform()
    }
    if (damage.blur > 0 || damage.noise > 0) {
      const image = context.getImageData(0, 0, pixels.width, pixels.height)
      this.#worker ??= new WorkerClient(
        new Worker(new URL('./pixels-worker.ts', import.meta.url), { type: 'module' }),
      )
      const spoiling = {
        image,
        blur: (damage.blur / 100) * start.side,
        noise: damage.noise,
        grain: Math.max(1, GRAIN * start.side),
      }
      context.putImageData(await this.#worker.call('spoil', spoiling, [image.data.buffer]), 0, 0)
    }
    return context.canvas
  }

  /** Ends the worker; the next call begins another one. */
  end(): void {
    this.#worker?.end(new Error('it is no longer needed'))
    this.#worker = undefined
  }
}
