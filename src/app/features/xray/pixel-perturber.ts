import { coverOf } from '../../../geometry/perturbation.ts'
import { Remote } from '../../../landmarker/worker/rpc.ts'
import { createContext } from './capture.ts'
import { arePixelsPerturbed, type Perturbation } from './perturbation.ts'
import type { PixelsService } from './pixels-worker.ts'
import type { Subject } from './subject.ts'

/** Side of a grain of noise, in sides of the face: about a pixel of stage 2's crop. */
const GRAIN_SIDES = 0.01
const GREY = '#808080'

/** Spoils the pixels of sheets, in a worker: a blur of a large face would hold up the page for long. */
export class PixelPerturber {
  #worker: Remote<PixelsService> | undefined

  /** The sheet covered in the scene, blurred by the lens, with the sensor's noise; itself if it stays whole. */
  async perturb({ pixels, start }: Subject, perturbation: Perturbation): Promise<OffscreenCanvas> {
    if (!arePixelsPerturbed(perturbation)) return pixels
    const context = createContext(pixels.width, pixels.height)
    context.drawImage(pixels, 0, 0)
    if (perturbation.occlusion > 0) {
      const { centre, side, roll } = coverOf(start, perturbation.occlusion / 100)
      context.translate(...centre)
      context.rotate(roll)
      context.fillStyle = GREY
      context.fillRect(-side / 2, -side / 2, side, side)
      context.resetTransform()
    }
    if (perturbation.blur > 0 || perturbation.noise > 0) {
      const image = context.getImageData(0, 0, pixels.width, pixels.height)
      this.#worker ??= new Remote(
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

  /** Ends the worker; the next call begins another one. */
  end(): void {
    this.#worker?.end(new Error('it is no longer needed'))
    this.#worker = undefined
  }
}
