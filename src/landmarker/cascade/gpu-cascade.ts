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
import { collectConfidences, decodeOutput } from './canvas-cascade.ts'
import type { RoiResult, Roi, CascadeResult, StageResult } from '../result.ts'
import { GpuCropper } from './gpu-crop.ts'
import { GpuFrame } from './gpu-frame.ts'
import { toSquareRow, parseSquareRow, computeLandmarkSquares } from './gpu-square.ts'
import type { ImageSource } from '../source.ts'
import type { Variant } from '../models/variant.ts'

const [STAGE1, STAGE2] = STAGES

/** Largest texture kept for the next image: enough for 4K video. Larger textures of photos are freed after use. */
const MAX_KEPT_BYTES = 64e6

/**
 * Cascade on WebGPU with at most one stage 1 pass: neither pixels nor the result of stage 1 are read back to the
 * CPU, and with one variant there is a single read-back per image.
 */
export class GpuCascade {
  readonly #frame: GpuFrame
  readonly #croppers: readonly [GpuCropper, GpuCropper]

  /** Creates the cascade on TensorFlow.js's current backend, which has to be WebGPU. */
  constructor() {
    const webgpu = backend() as WebGPUBackend
    this.#frame = new GpuFrame(webgpu.device)
    this.#croppers = [new GpuCropper(webgpu, STAGE1), new GpuCropper(webgpu, STAGE2)]
  }

  /** Bytes on graphics hardware that are not part of TensorFlow.js's memory information. */
  get bytes(): number {
    return this.#frame.bytes
  }

  /** Returns true if an image is small enough for a texture. */
  accepts(source: ImageSource): boolean {
    return this.#frame.fits(source)
  }

  /**
   * Runs the cascade.
   * @throws Error if a variant has no CNN-7; such variants need `CanvasCascade`.
   */
  async run(variants: readonly Variant[], source: ImageSource, rois: readonly Roi[]): Promise<CascadeResult> {
    const startedAt = performance.now()
    const complete = variants.map(({ name, stage2 }) => {
      if (!stage2) throw new Error(`${name} has no CNN-7`)
      return { name, stage2 }
    })
    if (rois.length === 0) {
      return { faces: [], times: { stage1: undefined, stage2: 0, variants: {} } }
    }
    const refined = rois.flatMap(({ stage1Passes }, i) => (stage1Passes > 0 ? [i] : []))
    const { shared, crops } = this.#locateFaces(variants[0]!, source, rois, refined)
    const times: Record<string, number> = {}
    const outputs: Record<string, Float32Array> = {}
    let sharedValues: Float32Array | undefined
    try {
      for (const { name, stage2 } of complete) {
        const start = performance.now()
        // The first variant's read-back includes the data that all variants share.
        const output = tidy(() => {
          const own = reshape(stage2.predict(crops), [-1]) as Tensor1D
          return sharedValues ? own : concat([shared, own])
        })
        try {
          const values = (await output.data()) as Float32Array
          outputs[name] = sharedValues ? values : values.subarray(shared.size)
          sharedValues ??= values.subarray(0, shared.size)
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
    const faces = this.#readFaces(rois, refined, sharedValues ?? new Float32Array(), complete, outputs)
    return { faces, times: { stage1: undefined, stage2: performance.now() - startedAt, variants: times } }
  }

  /**
   * Computes the crops of stage 2; `shared` holds their squares, then the stage 1 landmarks of the regions in
   * `refined`, as one row.
   */
  #locateFaces(
    { stage1 }: Variant,
    source: ImageSource,
    rois: readonly Roi[],
    refined: readonly number[],
  ): { shared: Tensor1D; crops: Tensor4D } {
    const [shared, crops] = tidy((): Tensor[] => {
      const frame = this.#frame.write(source)
      const [cropper1, cropper2] = this.#croppers
      const starts = tensor2d(rois.map(({ square }) => toSquareRow(square)))
      const sides = rois.map(({ square }) => square.side)
      if (refined.length === 0) return [reshape(starts, [-1]), cropper2.cut(frame, starts, sides)]
      const from = gather(starts, refined.slice(), 0)
      const crops1 = cropper1.cut(
        frame,
        from,
        refined.map((i) => sides[i]!),
      )
      const landmarks = slice(
        stage1.predict(crops1),
        [0, 0],
        [refined.length, 2 * LANDMARK_COUNT],
      ) as Tensor2D
      const refinedSquares = computeLandmarkSquares(landmarks, from, STAGE1.margin, STAGE1.input)
      // Square i is the refined one if stage 1 ran on region i, else the given one.
      const sources = rois.map((_, i) => (refined.includes(i) ? rois.length + refined.indexOf(i) : i))
      const squares = gather(concat([starts, refinedSquares]), sources, 0)
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
    rois: readonly Roi[],
    refined: readonly number[],
    sharedValues: Float32Array,
    networks: readonly { readonly name: string; readonly stage2: Network }[],
    outputs: Readonly<Record<string, Float32Array>>,
  ): RoiResult[] {
    return rois.map((roi, i): RoiResult => {
      const square: Square = parseSquareRow(sharedValues.subarray(4 * i, 4 * i + 4))
      const crop = cropAtSquare(square, STAGE2.margin, STAGE2.input)
      const decoded = networks.map(({ name, stage2 }) => {
        const rows = outputs[name]!
        const length = rows.length / rois.length
        const row = rows.subarray(i * length, (i + 1) * length)
        return [name, decodeOutput(row, crop, stage2.columns)] as const
      })
      const [, lead] = decoded[0]!
      let stage1: StageResult | undefined
      const stage1Row = refined.indexOf(i)
      if (stage1Row >= 0) {
        const at = 4 * rois.length + stage1Row * 2 * LANDMARK_COUNT
        const row = sharedValues.subarray(at, at + 2 * LANDMARK_COUNT)
        stage1 = decodeOutput(row, cropAtSquare(roi.square, STAGE1.margin, STAGE1.input), {})
      }
      return {
        id: roi.id,
        stage1,
        square,
        landmarks: lead.landmarks,
        variants: Object.fromEntries(decoded.map(([name, { landmarks }]) => [name, landmarks])),
        presence: lead.presence,
        confidence: lead.confidence,
        confidences: collectConfidences(decoded),
      }
    })
  }
}
