import { computeOccluder } from '../../../geometry/perturbation.ts'
import { WorkerClient } from '../../../landmarker/worker/worker-client.ts'
import { createReadableContext } from './capture.ts'
import { arePixelsPerturbed, type Perturbation } from './perturbation.ts'
import type { PixelsService } from './pixels-worker.ts'
import type { Subject } from './subject.ts'

/** Side of a noise grain in face sides: about a pixel of stage 2's crop. */
const GRAIN_SIDES = 0.01
const GREY = '#808080'

/** Perturbs the pixels of face patches in a worker: blurring a large face would block the page. */
export class PixelPerturber {
  #worker: WorkerClient<PixelsService> | undefined

  /** Applies occlusion, blur and noise in that order. Returns the input unchanged if none is active. */
  async perturb({ pixels, start }: Subject, perturbation: Perturbation): Promise<OffscreenCanvas> {
    if (!arePixelsPerturbed(perturbation)) return pixels
    const context = createReadableContext(pixels.width, pixels.height)
    context.drawImage(pixels, 0, 0)
    if (perturbation.occlusion > 0) {
      const { centre, side, roll } = computeOccluder(start, perturbation.occlusion / 100)
      context.translate(...centre)
      context.rotate(roll)
      context.fillStyle = GREY
      context.fillRect(-side / 2, -side / 2, side, side)
      context.resetTransform()
    }
    if (perturbation.blur > 0 || perturbation.noise > 0) {
      const image = context.getImageData(0, 0, pixels.width, pixels.height)
      this.#worker ??= new WorkerClient(
        new Worker(new URL('./pixels-worker.ts', import.meta.url), { type: 'module' }),
      )
      const request = {
        image,
        blur: (perturbation.blur / 100) * start.side,
        noise: perturbation.noise,
        grain: Math.max(1, GRAIN_SIDES * start.side),
      }
      context.putImageData(await this.#worker.call('perturb', request, [image.data.buffer]), 0, 0)
    }
    return context.canvas
  }

  /** Terminates the worker; the next call starts another one. */
  end(): void {
    this.#worker?.end(new Error('it is no longer needed'))
    this.#worker = undefined
  }
}
