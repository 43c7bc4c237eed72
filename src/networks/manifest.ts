/** A tensor in a file of weights, in TF.js's own format. */
export interface TensorManifest {
  readonly name: string
  readonly shape: number[]
  readonly dtype: 'float32'
  readonly quantization?: ByteQuantization | HalfQuantization
}

/** value = byte * scale + min */
interface ByteQuantization {
  readonly dtype: 'uint8'
  readonly scale: number
  readonly min: number
  readonly original_dtype?: 'float32'
}

/** Numbers of 16 bits (IEEE 754 binary16), each the value itself. */
interface HalfQuantization {
  readonly dtype: 'float16'
  readonly original_dtype?: 'float32'
}

/** A file with weights, beside model.json. */
export interface WeightsManifest {
  readonly file: string
  readonly bytes: number
  /** Of the file, in hexadecimal. */
  readonly sha256: string
  /** TF.js weights manifest of that file. */
  readonly weights: TensorManifest[]
}

/** What both kinds of network have in models/<variant>/model.json, as training/export.py writes it. */
interface StageManifest extends WeightsManifest {
  /** What training/train_presence_head.py adds to the second stage: an output that tells whether the crop shows a face. */
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
  /** Filters at each resolution, the finest first. */
  readonly filters: readonly number[]
  /** Residual blocks at each resolution. */
  readonly blocks: readonly number[]
  /** Channels on the way back up. */
  readonly decoder: number
}

/** One network of a variant. */
export type NetworkManifest = CnnManifest | HeatMapManifest

/** The face detector, as src/command/build/blaze-face-weights.ts converts it. */
export interface BlazeFaceManifest extends WeightsManifest {
  /** Stride of each block's depthwise convolution, 1 or 2. */
  readonly strides: readonly (1 | 2)[]
}

/** models/<variant>/model.json */
export interface VariantManifest {
  readonly variant: string
  /** The first stage, then the second. */
  readonly stages: readonly NetworkManifest[]
}
