import { VideoSampleSink, type InputVideoTrack, type VideoSample } from 'mediabunny'
import type { FrameSource, VideoFileFrame } from './frame-source.ts'

/** Draws a frame as it is to be shown. */
function drawUpright(sample: VideoSample): VideoFrame {
  const { displayWidth, displayHeight } = sample
  const canvas = new OffscreenCanvas(displayWidth, displayHeight)
  const context = canvas.getContext('2d', { colorSpace: 'srgb' })
  if (!context) throw new Error('this browser gave no 2D canvas')
  sample.draw(context, 0, 0, displayWidth, displayHeight)
  return new VideoFrame(canvas, { timestamp: sample.microsecondTimestamp })
}

/** Turns a sample into a frame, and closes the sample. */
function takeFrame(sample: VideoSample): VideoFileFrame {
  try {
    const { timestamp, duration, displayWidth, displayHeight } = sample
    const direct = sample.rotation === 0 && !sample.flip ? sample.toVideoFrame() : undefined
    const isDirect = direct?.displayWidth === displayWidth && direct.displayHeight === displayHeight
    if (!isDirect) direct?.close()
    const frame = direct && isDirect ? direct : drawUpright(sample)
    return { frame, timestampSeconds: timestamp, durationSeconds: duration }
  } finally {
    sample.close()
  }
}

/** Decodes frames with WebCodecs, some ahead. */
export class CodecFrames implements FrameSource {
  readonly #sink: VideoSampleSink

  constructor(track: InputVideoTrack) {
    this.#sink = new VideoSampleSink(track)
  }

  async *readFrames(start: number): AsyncGenerator<VideoFileFrame, void> {
    for await (const sample of this.#sink.samples(start)) yield takeFrame(sample)
  }

  async readFrame(seconds: number): Promise<VideoFileFrame | undefined> {
    const sample = await this.#sink.getSample(seconds)
    return sample ? takeFrame(sample) : undefined
  }

  /** The decoders end with the file. */
  close(): void {}
}
