import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import {
  backend,
  concat,
  gather,
  reshape,
  slice,
  tensor2d,
  tidy,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core'
import { cropAtSquare } from '../../geometry/crop.ts'
import { LANDMARK_COUNT, STAGES } from '../../geometry/face.ts'
import type { Square } from '../../geometry/square.ts'
import type { Network } from '../../networks/output.ts'
import { decodeOutput } from './canvas-cascade.ts'
import type { RoiResult, Roi, CascadeResult, StageResult } from '../result.ts'
import { GpuCropper } from './gpu-crop.ts'
import { GpuFrame } from './gpu-frame.ts'
import { toSquareRow, parseSquareRow, computeLandmarkSquares } from './gpu-square.ts'
import type { ImageSource } from '../source.ts'
import type { Variant } from '../models/variant.ts'

const [STAGE1, STAGE2] = STAGES

/** Most bytes of an image's texture that stay for the next one: those of 4K video; large photos come alone. */
const MAX_KEPT_BYTES = 64e6

/**
 * The cascade on WebGPU with one look of stage 1 at most: neither pixels nor stage 1's result visit
 * the CPU, and with one variant there is one read-back an image.
 */
export class GpuCascade {
  readonly #frame: GpuFrame
  readonly #croppers: readonly [GpuCropper, GpuCropper]

  /** On TensorFlow.js's backend, which is WebGPU. */
  constructor() {
    const webgpu = backend() as WebGPUBackend
    this.#frame = new GpuFrame(webgpu.device)
    this.#croppers = [new GpuCropper(webgpu, STAGE1), new GpuCropper(webgpu, STAGE2)]
  }

  /** Bytes on graphics hardware that TensorFlow.js does not know of. */
  get bytes(): number {
    return this.#frame.bytes
  }

  /** Tells if an image is small enough for this cascade. */
  accepts(source: ImageSource): boolean {
    return this.#frame.fits(source)
  }

  /** @throws Error if a variant has no CNN-7: those run on the canvas's cascade. */
  async run(variants: readonly Variant[], source: ImageSource, asks: readonly Roi[]): Promise<CascadeResult> {
    const began = performance.now()
    const complete = variants.map(({ name, stage2 }) => {
      if (!stage2) throw new Error(`${name} has no CNN-7`)
      return { name, stage2 }
    })
    if (asks.length === 0) {
      return { faces: [], times: { stage1: undefined, stage2: 0, variants: {} } }
    }
    const looking = asks.flatMap(({ stage1Passes: looks }, i) => (looks > 0 ? [i] : []))
    const { shared, crops } = this.#locateFaces(variants[0], source, asks, looking)
    const times: Record<string, number> = {}
    const outputs: Record<string, Float32Array> = {}
    let places: Float32Array | undefined
    try {
      for (const { name, stage2 } of complete) {
        const start = performance.now()
        // What all variants share comes with the first one's output.
        const output = tidy(() => {
          const own = reshape(stage2.predict(crops), [-1]) as Tensor1D
          return places ? own : concat([shared, own])
        })
        try {
          const values = (await output.data()) as Float32Array
          outputs[name] = places ? values : values.subarray(shared.size)
          places ??= values.subarray(0, shared.size)
        } finally {
          output.dispose()
        }
        times[name] = performance.now() - start
      }
    } finally {
      shared.dispose()
      crops.dispose()
      if (this.#frame.bytes > MAX_KEPT_BYTES) this.#frame.dispose()
    }
    const faces = this.#readFaces(asks, looking, places ?? new Float32Array(), complete, outputs)
    return { faces, times: { stage1: undefined, stage2: performance.now() - began, variants: times } }
  }

  /** Stage 2's crops; and in one row its squares, then stage 1's landmarks of the faces looked at. */
  #locateFaces(
    { stage1 }: Variant,
    source: ImageSource,
    asks: readonly Roi[],
    looking: readonly number[],
  ): { shared: Tensor1D; crops: Tensor4D } {
    const [shared, crops] = tidy((): Tensor[] => {
      const frame = this.#frame.write(source)
      const [cropper1, cropper2] = this.#croppers
      const starts = tensor2d(asks.map(({ square }) => toSquareRow(square)))
      const sides = asks.map(({ square }) => square.side)
      if (looking.length === 0) return [reshape(starts, [-1]), cropper2.cut(frame, starts, sides)]
      const from = gather(starts, looking.slice(), 0)
      const seen = cropper1.cut(
        frame,
        from,
        looking.map((i) => sides[i]),
      )
      const landmarks = slice(stage1.predict(seen), [0, 0], [looking.length, 2 * LANDMARK_COUNT]) as Tensor2D
      const found = computeLandmarkSquares(landmarks, from, STAGE1.margin, STAGE1.input)
      // Row i of the squares is the found one of a face looked at, else where it was asked for.
      const order = asks.map((_, i) => (looking.includes(i) ? asks.length + looking.indexOf(i) : i))
      const squares = gather(concat([starts, found]), order, 0)
      return [
        concat([reshape(squares, [-1]), reshape(landmarks, [-1])]),
        cropper2.cut(frame, squares as Tensor2D, sides),
      ]
    }) as [Tensor1D, Tensor4D]
    return { shared, crops }
  }

  dispose(): void {
    this.#frame.dispose()
  }

  #readFaces(
    asks: readonly Roi[],
    looking: readonly number[],
    places: Float32Array,
    networks: readonly { readonly name: string; readonly stage2: Network }[],
    outputs: Readonly<Record<string, Float32Array>>,
  ): RoiResult[] {
    return asks.map((ask, i): RoiResult => {
      const square: Square = parseSquareRow(places.subarray(4 * i, 4 * i + 4))
      const crop = cropAtSquare(square, STAGE2.margin, STAGE2.input)
      const said = networks.map(({ name, stage2 }) => {
        const length = outputs[name].length / asks.length
        return decodeOutput(outputs[name].subarray(i * length, (i + 1) * length), crop, stage2.columns)
      })
      let stage1: StageResult | undefined
      const looked = looking.indexOf(i)
      if (looked >= 0) {
        const at = 4 * asks.length + looked * 2 * LANDMARK_COUNT
        const row = places.subarray(at, at + 2 * LANDMARK_COUNT)
        stage1 = decodeOutput(row, cropAtSquare(ask.square, STAGE1.margin, STAGE1.input), {})
      }
      return {
        id: ask.id,
        stage1,
        square,
        landmarks: said[0].landmarks,
        variants: Object.fromEntries(said.map(({ landmarks }, v) => [networks[v].name, landmarks])),
        presence: said[0].presence,
        confidence: said[0].confidence,
      }
    })
  }
}
