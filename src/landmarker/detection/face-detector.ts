import { getBackend, tensor4d } from '@tensorflow/tfjs-core'
import { toImagePoint, type Crop } from '../../geometry/crop.ts'
import { distance, type Point } from '../../geometry/point.ts'
import { BLAZE_FACE_INPUT_PX, type BlazeFace } from '../../networks/blaze-face.ts'
import type { CropSource } from '../pixel-image.ts'
import { checkCancelled } from '../cancellation.ts'
import { createAnchors } from './anchors.ts'
import { decodeFaceBoxes } from './decode.ts'
import { moveFaceBox, type FaceBox } from './face-box.ts'
import { mergeLooks, type LookResult } from './merge.ts'
import { RegionReader } from './region.ts'
import { countValues, sampleCrop } from '../sample-crop.ts'
import { suppressNonMaxima } from './suppression.ts'

/**
 * Maximum number of crops per batch. On wasm a batch takes as long as its crops one by one, and its activations enlarge
 * the WebAssembly memory, which never shrinks.
 */
const MAX_BATCH = 8
const MAX_WASM_BATCH = 1

/**
 * Side of a close look in box sides, so that the box spans 58 pixels of the input. Between 40 and 96 pixels the accuracy
 * of boxes and eyes does not change (300W's test faces).
 */
const CLOSE_LOOK_BOXES = 2.2

/** Largest distance by which a close look may move a face, in box sides. */
const MAX_CLOSE_SHIFT = 0.4

const ANCHORS = createAnchors()

/** Detects faces with BlazeFace on the current backend. */
export class FaceDetector {
  readonly #network: BlazeFace
  readonly #reader = new RegionReader()

  /** The network remains the caller's. */
  constructor(network: BlazeFace) {
    this.#network = network
  }

  /**
   * Detects the faces in parts of an image, each a crop of the network's input size. Returns the faces found in any of
   * them, highest score first, in pixels of the image. The image is read before the first `await`.
   * An aborted `signal` ends it between two batches.
   * @throws the signal's reason.
   */
  async detect(source: CropSource, looks: readonly Crop[], signal?: AbortSignal): Promise<FaceBox[]> {
    return mergeLooks(await this.look(source, looks, signal))
  }

  /**
   * Detects each of these faces again in a close look; undefined for a face that is not found there. Box and eyes of
   * faces that spanned less than 20 pixels of the input become several times more accurate.
   */
  async lookCloser(source: CropSource, faces: readonly FaceBox[]): Promise<(FaceBox | undefined)[]> {
    const crops = faces.map(({ centre, width, height }): Crop => ({
      centre,
      side: CLOSE_LOOK_BOXES * Math.max(width, height),
      roll: 0,
      size: BLAZE_FACE_INPUT_PX,
    }))
    const seen = await this.look(source, crops)
    return seen.map(({ boxes }, i) => {
      const { centre, width, height } = faces[i]!
      const computeShift = (box: FaceBox) => distance(box.centre, centre)
      const nearest = boxes.toSorted((p, q) => computeShift(p) - computeShift(q)).at(0)
      const limit = MAX_CLOSE_SHIFT * Math.max(width, height)
      return nearest && computeShift(nearest) < limit ? nearest : undefined
    })
  }

  /** Detects the faces in each part by itself, like `detect`; results are in the order of `looks`. */
  async look(source: CropSource, looks: readonly Crop[], signal?: AbortSignal): Promise<LookResult[]> {
    const batches: { readonly crops: readonly Crop[]; readonly pixels: Float32Array }[] = []
    const size = getBackend() === 'wasm' ? MAX_WASM_BATCH : MAX_BATCH
    for (let i = 0; i < looks.length; i += size) {
      const crops = looks.slice(i, i + size)
      batches.push({ crops, pixels: this.#cutCrops(source, crops) })
    }
    const results: LookResult[] = []
    for (const { crops, pixels } of batches) {
      await checkCancelled(signal)
      const values = await this.#runNetwork(pixels, crops.length)
      const length = values.length / crops.length
      for (const [i, crop] of crops.entries()) {
        const output = values.subarray(i * length, (i + 1) * length)
        const faces = suppressNonMaxima(decodeFaceBoxes(output, ANCHORS))
        const toPixels = (point: Point) => toImagePoint(crop, point)
        results.push({ crop, boxes: faces.map((face) => moveFaceBox(face, crop.side / crop.size, toPixels)) })
      }
    }
    return results
  }

  /** Cuts the crops, (crops, 128, 128, 3); black outside the image. */
  #cutCrops(source: CropSource, crops: readonly Crop[]): Float32Array {
    const length = countValues(crops[0]!)
    const values = new Float32Array(crops.length * length).fill(-1)
    for (const [i, crop] of crops.entries()) {
      const region = this.#reader.read(source, crop)
      if (region) sampleCrop(region, crop, values.subarray(i * length, (i + 1) * length))
    }
    return values
  }

  /** Runs the network on crops and reads back its output, (crops, 896, 17). */
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
