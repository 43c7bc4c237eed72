import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import { engine, tensor1d, tidy, type Tensor2D, type Tensor4D, type TensorInfo } from '@tensorflow/tfjs-core'
import { PIXEL_NORMALISATION, type StageGeometry } from '../../geometry/face.ts'
import { chooseSamplingSize } from './crop-pixels.ts'
import { buildCropShader, WORKGROUP } from './gpu-crop.wgsl.ts'

/** Cuts the crops of one stage out of a texture, on the device of TensorFlow.js, into tensors. */
export class GpuCropper {
  readonly #backend: WebGPUBackend
  readonly #stage: StageGeometry
  readonly #pipeline: GPUComputePipeline

  constructor(backend: WebGPUBackend, stage: StageGeometry) {
    this.#backend = backend
    this.#stage = stage
    const { device } = backend
    const { input, margin } = stage
    const mostHalvings = this.#countHalvings(Infinity)
    const code = buildCropShader({ size: input, margin, maxHalvings: mostHalvings }, PIXEL_NORMALISATION)
    this.#pipeline = device.createComputePipeline({
      layout: 'auto',
      compute: { module: device.createShaderModule({ code }), entryPoint: 'cut' },
    })
  }

  /**
   * Cuts crops (n, input, input, 3), normalised, as `Cropper` does. The caller disposes the result.
   * @param squares - (n, 4), rows as in gpu-square.ts, in pixels of the texture.
   * @param sides - n face sides in pixels of the texture, which decide the sampling size.
   */
  cut(frame: GPUTexture, squares: Tensor2D, sides: readonly number[]): Tensor4D {
    return tidy(() => {
      const { device } = this.#backend
      const { input } = this.#stage
      const halvings = tensor1d(
        sides.map((side) => this.#countHalvings(side)),
        'int32',
      )
      const shape = [sides.length, input, input, 3]
      const crops = engine().makeTensorFromTensorInfo(this.#backend.makeTensorInfo(shape, 'float32'))
      const buffers = [squares, halvings, crops].map((tensor) => this.#getBuffer(tensor))
      const group = device.createBindGroup({
        layout: this.#pipeline.getBindGroupLayout(0),
        entries: [frame.createView(), ...buffers.map((buffer) => ({ buffer }))].map((resource, binding) => ({
          binding,
          resource,
        })),
      })
      // Submits the commands that TensorFlow.js has recorded so far, since they compute the squares.
      this.#backend.ensureCommandEncoderReady()
      this.#backend.endComputePassEncoder()
      this.#backend.submitQueue()
      const encoder = device.createCommandEncoder()
      const pass = encoder.beginComputePass()
      pass.setPipeline(this.#pipeline)
      pass.setBindGroup(0, group)
      const groups = Math.ceil(input / WORKGROUP)
      pass.dispatchWorkgroups(groups, groups, sides.length)
      pass.end()
      device.queue.submit([encoder.finish()])
      return crops as Tensor4D
    })
  }

  /** Counts how often the samples are averaged 2 x 2 to get the crop of a face with this side. */
  #countHalvings(side: number): number {
    const { input, margin } = this.#stage
    return Math.log2(chooseSamplingSize(side * margin, input) / input)
  }

  /** Gets the buffer of a tensor, uploading the tensor if necessary. */
  #getBuffer({ dataId }: TensorInfo): GPUBuffer {
    this.#backend.uploadToGPU(dataId)
    return this.#backend.tensorMap.get(dataId).resource as GPUBuffer
  }
}
