import {
  BufferTarget,
  CanvasSource,
  canEncodeVideo,
  Output,
  QUALITY_HIGH,
  WebMOutputFormat,
  type VideoCodec,
} from 'mediabunny'
import { VideoError } from './video-error.ts'

/**
 * Codecs of the written file; the first that the browser can encode is used. VP9 of Chromium 156 keeps parts of the
 * picture that have changed: in 48 of 300 frames of black and white bars, VP8 in none.
 */
const CODECS: readonly VideoCodec[] = ['vp8', 'vp9']

/** Writes what is drawn on a canvas as a WebM file, frame by frame with given times. */
export class VideoWriter {
  readonly #output: Output<WebMOutputFormat, BufferTarget>
  readonly #source: CanvasSource

  private constructor(output: Output<WebMOutputFormat, BufferTarget>, source: CanvasSource) {
    this.#output = output
    this.#source = source
  }

  /**
   * Starts a file with pictures of the canvas's size. End it with `finish` or `cancel`.
   * @throws VideoError 'codec' if this browser cannot encode videos.
   */
  static async start(canvas: OffscreenCanvas): Promise<VideoWriter> {
    const { width, height } = canvas
    let codec: VideoCodec | undefined
    for (const name of CODECS) {
      codec ??= (await canEncodeVideo(name, { width, height, quality: QUALITY_HIGH })) ? name : undefined
    }
    if (!codec)
      throw new VideoError(
        'codec',
        'This browser cannot encode videos of this size. Use a current Chrome, Edge or Firefox.',
      )
    const output = new Output({ format: new WebMOutputFormat(), target: new BufferTarget() })
    const source = new CanvasSource(canvas, { codec, quality: QUALITY_HIGH })
    output.addVideoTrack(source)
    await output.start()
    return new VideoWriter(output, source)
  }

  /** Adds the canvas as it is now, as a frame at a time in seconds, 0 or more and above that of the frame before. */
  async addFrame(timestampSeconds: number, durationSeconds: number): Promise<void> {
    await this.#source.add(timestampSeconds, durationSeconds)
  }

  /** Ends the file and returns it. */
  async finish(): Promise<Blob> {
    await this.#output.finalize()
    const { buffer } = this.#output.target
    if (!buffer) throw new Error('the file was not written')
    return new Blob([buffer], { type: 'video/webm' })
  }

  /** Drops the file and releases the encoder. */
  async cancel(): Promise<void> {
    await this.#output.cancel()
  }
}
