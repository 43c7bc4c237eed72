import { backend, memory, tensor2d, tidy } from '@tensorflow/tfjs-core'
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import { cropAtSquare } from '../../src/geometry/crop.ts'
import { PIXEL_NORMALISATION, STAGES } from '../../src/geometry/face.ts'
import type { Square } from '../../src/geometry/square.ts'
import { chooseSamplingSize } from '../../src/landmarker/cascade/crop-pixels.ts'
import { Cropper } from '../../src/landmarker/cascade/cropper.ts'
import { FrameReader } from '../../src/landmarker/frame-reader.ts'
import { isPixelImage } from '../../src/landmarker/pixel-image.ts'
import { GpuCropper } from '../../src/landmarker/cascade/gpu-crop.ts'
import { GpuFrame } from '../../src/landmarker/cascade/gpu-frame.ts'
import { toSquareRow } from '../../src/landmarker/cascade/gpu-square.ts'
import type { ImageSource } from '../../src/landmarker/source.ts'

/** Kinds of images that the cascade is given: a bitmap, a frame of more than one strip, and glass over black. */
const KINDS = ['bitmap', 'frame', 'glass'] as const

/** Crops of one stage cut both ways. */
interface Cut {
  readonly kind: (typeof KINDS)[number]
  readonly stage: 1 | 2
  /** Mean and largest distance of each crop, in steps of a byte. */
  readonly crops: readonly { readonly mean: number; readonly most: number }[]
}

async function compareCuts(
  cropper: GpuCropper,
  texture: GPUTexture,
  source: ImageSource,
  squares: readonly Square[],
  stage: 1 | 2,
): Promise<Cut['crops']> {
  const { input, margin } = STAGES[stage - 1]!
  const sides = squares.map(({ side }) => side)
  const own = tidy(() => cropper.cut(texture, tensor2d(squares.map(toSquareRow)), sides))
  const crops = squares.map((square) => cropAtSquare(square, margin, input))
  const drawn = new Cropper().cut(
    source,
    crops,
    crops.map(({ side }) => chooseSamplingSize(side, input)),
  )
  const [a, b] = [await own.data(), await drawn.data()]
  own.dispose()
  drawn.dispose()
  return measureDistances(a, b, squares.length)
}

/** Mean and largest distance of each of `count` crops cut both ways, in steps of a byte. */
function measureDistances(a: ArrayLike<number>, b: ArrayLike<number>, count: number): Cut['crops'] {
  const length = a.length / count
  return Array.from({ length: count }, (_, i) => {
    let sum = 0
    let most = 0
    for (let at = i * length; at < (i + 1) * length; at++) {
      const apart = PIXEL_NORMALISATION.scale * Math.abs(a[at]! - b[at]!)
      sum += apart
      most = Math.max(most, apart)
    }
    return { mean: sum / length, most }
  })
}

/** Converts the photo to the kind of source; the caller closes it. */
function convertPhoto(photo: ImageBitmap, kind: Cut['kind']): ImageBitmap | VideoFrame {
  const canvas = new OffscreenCanvas(photo.width, photo.height)
  const context = canvas.getContext('2d')
  if (context) context.globalAlpha = kind === 'glass' ? 0.5 : 1
  context?.drawImage(photo, 0, 0)
  return kind === 'bitmap' ? canvas.transferToImageBitmap() : new VideoFrame(canvas, { timestamp: 0 })
}

/** Cuts crops of a photo on a started WebGPU and on a canvas, of all kinds and stages; tensors before and after. */
export async function cutBothWays(
  photo: string,
  size: readonly [number, number],
  squares: readonly Square[],
) {
  const webgpu = backend() as WebGPUBackend
  const [resizeWidth, resizeHeight] = size
  const bitmap = await createImageBitmap(await (await fetch(photo)).blob(), { resizeWidth, resizeHeight })
  const frame = new GpuFrame(webgpu.device)
  const tensors = [memory().numTensors]
  const cuts: Cut[] = []
  for (const kind of KINDS) {
    const source = convertPhoto(bitmap, kind)
    for (const stage of [1, 2] as const) {
      const cropper = new GpuCropper(webgpu, STAGES[stage - 1]!)
      const texture = frame.write(source)
      cuts.push({ kind, stage, crops: await compareCuts(cropper, texture, source, squares, stage) })
    }
    source.close()
  }
  bitmap.close()
  tensors.push(memory().numTensors)
  const { bytes } = frame
  frame.dispose()
  return { cuts, tensors, bytes: [bytes, frame.bytes] }
}

/**
 * Cuts crops of a photo out of a VideoFrame's pixels in memory and on a canvas; mean distance of each stage's crops in
 * steps of a byte, and whether the frame was read at all.
 */
export async function cutFromMemory(
  photo: string,
  size: readonly [number, number],
  squares: readonly Square[],
): Promise<{ isRead: boolean; means: number[] }> {
  const [resizeWidth, resizeHeight] = size
  const bitmap = await createImageBitmap(await (await fetch(photo)).blob(), { resizeWidth, resizeHeight })
  const frame = new VideoFrame(bitmap, { timestamp: 0 })
  bitmap.close()
  const read = await new FrameReader().read(frame)
  const cropper = new Cropper()
  const means: number[] = []
  for (const { input, margin } of STAGES) {
    const crops = squares.map((square) => cropAtSquare(square, margin, input))
    const sizes = crops.map(({ side }) => chooseSamplingSize(side, input))
    const cut = [read, frame].map((source) => cropper.cut(source, crops, sizes))
    const [a, b] = await Promise.all(cut.map((tensor) => tensor.data()))
    for (const tensor of cut) tensor.dispose()
    means.push(...measureDistances(a!, b!, squares.length).map(({ mean }) => mean))
  }
  frame.close()
  return { isRead: isPixelImage(read), means }
}
