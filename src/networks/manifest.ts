/** Tensor in a weights file, in the format of TensorFlow.js. */
export interface TensorManifest {
  readonly name: string
  readonly shape: number[]
  readonly dtype: 'float32'
  readonly quantization?: ByteQuantization | HalfQuantization
}

/** 8-bit quantisation: value = byte * scale + min. */
interface ByteQuantization {
  readonly dtype: 'uint8'
  readonly scale: number
  readonly min: number
  readonly original_dtype?: 'float32'
}

/** 16-bit floating-point numbers (IEEE 754 binary16). */
interface HalfQuantization {
  readonly dtype: 'float16'
  readonly original_dtype?: 'float32'
}

/** Weights file in the same folder as model.json. */
export interface WeightsManifest {
  readonly file: string
  readonly bytes: number
  /** Hash of the file, in hexadecimal. */
  readonly sha256: string
  /** Tensors of the file, in order. */
  readonly weights: TensorManifest[]
}

/** Fields common to both kinds of network in models/<variant>/model.json, as training/export.py writes them. */
interface StageManifest extends WeightsManifest {
  /** Output that tells faces from other crops; training/train_presence_head.py adds it to the second stage. */
  readonly presence?: WeightsManifest
}

/** CNN-6 or CNN-7. */
export interface CnnManifest extends StageManifest {
  readonly network?: 'cnn'
  /** Filters of each 3x3 convolution. */
  readonly filters: readonly number[]
  /** Width of the dense layer before the output. */
  readonly hidden: number
}

/** A heat-map network. */
export interface HeatMapManifest extends StageManifest {
  readonly network: 'heat-map'
  /** Filters at each resolution, finest first. */
  readonly filters: readonly number[]
  /** Residual blocks at each resolution. */
  readonly blocks: readonly number[]
  /** Channels of the decoder, which upsamples the features. */
  readonly decoder: number
  /**
   * Factor on the expected errors, as `npm run evaluate` measures it on held-out faces; 1 by default. Training sees
   * smaller errors than other faces have.
   */
  readonly errorScale?: number
}

/** One network of a variant. */
export type NetworkManifest = CnnManifest | HeatMapManifest

/** Face detector, as converted by src/command/build/blaze-face-weights.ts. */
export interface BlazeFaceManifest extends WeightsManifest {
  /** Stride of each block's depthwise convolution, 1 or 2. */
  readonly strides: readonly (1 | 2)[]
}

/** Contents of models/<variant>/model.json. */
export interface VariantManifest {
  readonly variant: string
  /** First stage and, if there is one, second stage. */
  readonly stages: readonly NetworkManifest[]
}
