import { toImage, type Crop } from '../../geometry/crop.ts'
import type { BlazeFace } from '../../networks/blaze-face.ts'
import type { Cropper } from '../cropper.ts'
import type { ImageSource } from '../source.ts'
import { layAnchors } from './anchors.ts'
import { decodeFaceBoxes } from './decode.ts'
import { moveFaceBox, type FaceBox } from './face-box.ts'
import { suppressNonMaxima } from './suppression.ts'

/** Most crops that go through the network at once. */
const MAX_BATCH = 8

const ANCHORS = layAnchors()

/** Finds faces with BlazeFace, on the backend that runs. */
export class FaceDetector {
  readonly #network: BlazeFace
  readonly #cropper: Cropper

  constructor(network: BlazeFace, cropper: Cropper) {
    this.#network = network
    this.#cropper = cropper
  }

  /**
   * Looks at parts of an image, each a crop of the network's input size, and gives the faces seen in any of
   * them, best score first, in pixels of the image.
   */
  async detect(source: ImageSource, looks: readonly Crop[]): Promise<FaceBox[]> {
    const found: FaceBox[] = []
    for (let i = 0; i < looks.length; i += MAX_BATCH) {
      found.push(...(await this.#look(source, looks.slice(i, i + MAX_BATCH))))
    }
    return suppressNonMaxima(found)
  }

  /** All boxes of each face. */
  async #look(source: ImageSource, crops: readonly Crop[]): Promise<FaceBox[]> {
    const pixels = this.#cropper.cut(
      source,
      crops,
      crops.map(({ size }) => size),
    )
    const output = this.#network.predict(pixels)
    try {
      const values = (await output.data()) as Float32Array
      const length = values.length / crops.length
      return crops.flatMap((crop, i) => {
        const boxes = decodeFaceBoxes(values.subarray(i * length, (i + 1) * length), ANCHORS)
        return boxes.map((box) => moveFaceBox(box, crop.side / crop.size, (point) => toImage(crop, point)))
      })
    } finally {
      output.dispose()
      pixels.dispose()
    }
  }
}
