import { getBackend, tensor4d } from '@tensorflow/tfjs-core'
import { toImagePoint, type Crop } from '../../geometry/crop.ts'
import { distance, type Point } from '../../geometry/point.ts'
import { BLAZE_FACE_INPUT_PX, type BlazeFace } from '../../networks/blaze-face.ts'
import type { ImageSource } from '../source.ts'
import { createAnchors } from './anchors.ts'
import { decodeFaceBoxes } from './decode.ts'
import { moveFaceBox, type FaceBox } from './face-box.ts'
import { mergeLooks, type LookResult } from './merge.ts'
import { RegionReader } from './region.ts'
import { countValues, sampleCrop } from './sample.ts'
import { suppressNonMaxima } from './suppression.ts'

/**
 * Most crops that go through the network at once. On wasm several take as long as one after another, and all their
 * activations stay in its memory, which never shrinks.
 */
const MAX_BATCH = 8
const MAX_WASM_BATCH = 1

/**
 * Side of a close look in sides of the face's box, which then spans 58 pixels of the input: from 40 to 96, no
 * size gives better boxes and eyes than another (300W's test faces).
 */
const CLOSE_LOOK_BOXES = 2.2

/** Farthest that a close look may move a face, in sides of its box. */
const MAX_CLOSE_SHIFT = 0.4

const ANCHORS = createAnchors()

/** Finds faces with BlazeFace, on the backend that runs. */
export class FaceDetector {
  readonly #network: BlazeFace
  readonly #reader = new RegionReader()

  /** The network stays the caller's. */
  constructor(network: BlazeFace) {
    this.#network = network
  }

  /**
   * Looks at parts of an image, each a crop of the network's input size, and gives the faces seen in any of
   * them, best score first, in pixels of the image. The image is read before the first wait.
   */
  async detect(source: ImageSource, looks: readonly Crop[]): Promise<FaceBox[]> {
    return mergeLooks(await this.#runLooks(source, looks))
  }

  /**
   * Looks at each of these faces from close by: gives it as seen there, or undefined where there is
   * none. Box and eyes of a face that spanned less than 20 pixels become several times better.
   */
  async lookCloser(source: ImageSource, faces: readonly FaceBox[]): Promise<(FaceBox | undefined)[]> {
    const crops = faces.map(({ centre, width, height }): Crop => ({
      centre,
      side: CLOSE_LOOK_BOXES * Math.max(width, height),
      roll: 0,
      size: BLAZE_FACE_INPUT_PX,
    }))
    const seen = await this.#runLooks(source, crops)
    return seen.map(({ boxes }, i) => {
      const { centre, width, height } = faces[i]
      const far = (box: FaceBox) => distance(box.centre, centre)
      const nearest = boxes.toSorted((p, q) => far(p) - far(q)).at(0)
      const limit = MAX_CLOSE_SHIFT * Math.max(width, height)
      return nearest && far(nearest) < limit ? nearest : undefined
    })
  }

  async #runLooks(source: ImageSource, looks: readonly Crop[]): Promise<LookResult[]> {
    const batches: { readonly crops: readonly Crop[]; readonly pixels: Float32Array }[] = []
    const size = getBackend() === 'wasm' ? MAX_WASM_BATCH : MAX_BATCH
    for (let i = 0; i < looks.length; i += size) {
      const crops = looks.slice(i, i + size)
      batches.push({ crops, pixels: this.#cutCrops(source, crops) })
    }
    const seen: LookResult[] = []
    for (const { crops, pixels } of batches) {
      const values = await this.#runNetwork(pixels, crops.length)
      const length = values.length / crops.length
      for (const [i, crop] of crops.entries()) {
        const output = values.subarray(i * length, (i + 1) * length)
        const faces = suppressNonMaxima(decodeFaceBoxes(output, ANCHORS))
        const toPixels = (point: Point) => toImagePoint(crop, point)
        seen.push({ crop, boxes: faces.map((face) => moveFaceBox(face, crop.side / crop.size, toPixels)) })
      }
    }
    return seen
  }

  /** The crops' pixels, (crops, 128, 128, 3); those that miss the image are black. */
  #cutCrops(source: ImageSource, crops: readonly Crop[]): Float32Array {
    const length = countValues(crops[0])
    const values = new Float32Array(crops.length * length).fill(-1)
    for (const [i, crop] of crops.entries()) {
      const region = this.#reader.read(source, crop)
      if (region) sampleCrop(region, crop, values.subarray(i * length, (i + 1) * length))
    }
    return values
  }

  /** The network's output for so many crops, (crops, 896, 17), read back. */
  async #runNetwork(pixels: Float32Array, crops: number): Promise<Float32Array> {
    const input = tensor4d(pixels, [crops, BLAZE_FACE_INPUT_PX, BLAZE_FACE_INPUT_PX, 3])
    try {
      const output = this.#network.predict(input)
      try {
        return (await output.data()) as Float32Array
      } finally {
        output.dispose()
      }
    } finally {
      input.dispose()
    }
  }
}
