import {
  BlobSource,
  EncodedPacketSink,
  Input,
  Logging,
  LogLevel,
  MATROSKA,
  MP4,
  QTFF,
  VideoSampleSink,
  WEBM,
  type InputVideoTrack,
  type VideoSample,
} from 'mediabunny'
import { registerOpaqueDecoder } from './opaque-decoder.ts'
import { VideoError } from './video-error.ts'

/** Frame of a video. Whoever takes it closes it. */
export interface VideoFileFrame {
  readonly frame: VideoFrame
  /** Start of the frame in seconds, as the file says. */
  readonly timestampSeconds: number
  /** Time until the next frame in seconds, as the file says; 0 if it does not. */
  readonly durationSeconds: number
}

/** What a video's header says of its picture. */
export interface VideoSize {
  /** Size of the picture as it is shown, in pixels. */
  readonly width: number
  readonly height: number
  /** End of the last frame in seconds; undefined if the header does not say. */
  readonly durationSeconds: number | undefined
}

/** Part of a second, and share of the duration, by which a whole file may end before what its header says. */
const END_TOLERANCE_S = 1
const END_TOLERANCE_SHARE = 0.02

const getReason = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** Draws a frame as it is to be shown: turned, and with square pixels. */
function drawUpright(sample: VideoSample, width: number, height: number): VideoFrame {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser gave no 2D canvas')
  sample.draw(context, 0, 0, width, height)
  return new VideoFrame(canvas, { timestamp: sample.microsecondTimestamp })
}

/** A video file (MP4, MOV, WebM or Matroska), decoded frame by frame; only a few decoded frames exist at a time. */
export class VideoFile implements VideoSize {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly durationSeconds: number | undefined
  readonly #input: Input
  readonly #sink: VideoSampleSink

  private constructor(name: string, size: VideoSize, input: Input, track: InputVideoTrack) {
    this.name = name
    this.width = size.width
    this.height = size.height
    this.durationSeconds = size.durationSeconds
    this.#input = input
    this.#sink = new VideoSampleSink(track)
  }

  /**
   * Reads a file's header. The caller closes the result.
   * @throws VideoError 'file', 'picture' or 'codec'
   */
  static async open(file: Blob, name: string): Promise<VideoFile> {
    Logging.level = LogLevel.Silent
    if (file.size === 0) throw new VideoError('file', `${name} is empty (0 bytes). Choose another file.`)
    const input = new Input({ source: new BlobSource(file), formats: [MP4, QTFF, WEBM, MATROSKA] })
    try {
      return await VideoFile.#openInput(input, name)
    } catch (error) {
      input.dispose()
      if (error instanceof VideoError) throw error
      throw new VideoError(
        'file',
        `${name} could not be read: it is damaged, or its beginning or end is missing (${getReason(error)}).`,
        { cause: error },
      )
    }
  }

  static async #openInput(input: Input, name: string): Promise<VideoFile> {
    if (!(await input.canRead()))
      throw new VideoError(
        'file',
        `${name} is not a video that can be read. Choose an MP4, MOV or WebM file.`,
      )
    if ((await input.getTracks()).length === 0)
      throw new VideoError(
        'file',
        `${name} could not be read: the file is incomplete or damaged. Copy or download it again.`,
      )
    const track = await input.getPrimaryVideoTrack()
    if (!track) throw new VideoError('picture', `${name} has no picture, only sound or data.`)
    if (!('VideoDecoder' in globalThis))
      throw new VideoError(
        'codec',
        'This browser cannot decode single frames of a video. Use a current Chrome, Edge, Firefox or Safari.',
      )
    registerOpaqueDecoder()
    const config = await track.getDecoderConfig()
    if (!config || !(await VideoDecoder.isConfigSupported(config)).supported) {
      const codec = (await track.getCodecParameterString()) ?? 'an unknown codec'
      throw new VideoError(
        'codec',
        `${name} is encoded in ${codec}, which this browser cannot decode. Convert it to MP4 with H.264, or to WebM.`,
      )
    }
    const [width, height] = [await track.getDisplayWidth(), await track.getDisplayHeight()]
    const durationSeconds = (await input.getDurationFromMetadata()) ?? undefined
    return new VideoFile(name, { width, height, durationSeconds }, input, track)
  }

  /**
   * Decodes the frames from a time on, each once and in the order of their times. The one that is shown at `start` comes
   * first.
   * @throws VideoError 'file' where the file is damaged, 'size' where the picture changes size, 'end' if the file ends
   * before what its header says.
   */
  async *readFrames(start = -Infinity): AsyncGenerator<VideoFileFrame, void> {
    let end = 0
    const samples = this.#sink.samples(start)
    try {
      for (let next = await this.#readNext(samples, end); next; next = await this.#readNext(samples, end)) {
        const frame = this.#takeFrame(next)
        end = frame.timestampSeconds + frame.durationSeconds
        yield frame
      }
    } finally {
      await samples.return()
    }
    const expected = this.durationSeconds ?? 0
    const tolerance = Math.max(END_TOLERANCE_S, END_TOLERANCE_SHARE * expected)
    // The sound may go on after the picture.
    if (expected - end > tolerance && expected - (await this.#findLastEnd()) > tolerance)
      throw new VideoError('end', this.#describeEnd(end))
  }

  /** Decodes the frame that is shown at a time; undefined before the first. */
  async readFrame(seconds: number): Promise<VideoFileFrame | undefined> {
    const sample = await this.#sink.getSample(seconds)
    return sample ? this.#takeFrame(sample) : undefined
  }

  /** Releases the file and the decoder. */
  close(): void {
    this.#input.dispose()
  }

  async #readNext(samples: AsyncGenerator<VideoSample, void>, end: number): Promise<VideoSample | undefined> {
    try {
      const { value, done } = await samples.next()
      return done ? undefined : (value ?? undefined)
    } catch (error) {
      const { name } = this
      throw new VideoError(
        'file',
        `${name} is damaged after ${end.toFixed(1)} s and could not be read further (${getReason(error)}).`,
        { cause: error },
      )
    }
  }

  /** Turns a sample into a frame, and closes the sample. */
  #takeFrame(sample: VideoSample): VideoFileFrame {
    try {
      const { timestamp, duration, displayWidth, displayHeight } = sample
      if (displayWidth !== this.width || displayHeight !== this.height)
        throw new VideoError('size', this.#describeSizeChange(sample))
      const direct = sample.rotation === 0 && !sample.flip ? sample.toVideoFrame() : undefined
      const isDirect = direct?.displayWidth === displayWidth && direct.displayHeight === displayHeight
      if (!isDirect) direct?.close()
      const frame = direct && isDirect ? direct : drawUpright(sample, displayWidth, displayHeight)
      return { frame, timestampSeconds: timestamp, durationSeconds: duration }
    } finally {
      sample.close()
    }
  }

  /** Finds the end of the last packet of all tracks that is in the file. */
  async #findLastEnd(): Promise<number> {
    const ends = (await this.#input.getTracks()).map(async (track) => {
      const last = await new EncodedPacketSink(track).getPacket(Infinity)
      return last ? last.timestamp + last.duration : 0
    })
    // A last packet whose data is missing cannot be read.
    const found = await Promise.allSettled(ends)
    return Math.max(0, ...found.map((end) => (end.status === 'fulfilled' ? end.value : 0)))
  }

  #describeSizeChange({ timestamp, displayWidth, displayHeight }: VideoSample): string {
    const [before, after] = [`${this.width} x ${this.height}`, `${displayWidth} x ${displayHeight}`]
    return `The picture of ${this.name} changes from ${before} to ${after} pixels at ${timestamp.toFixed(1)} s. What comes after is left out; cut the video there to analyse it too.`
  }

  #describeEnd(end: number): string {
    const expected = (this.durationSeconds ?? 0).toFixed(1)
    return `${this.name} ends early, after ${end.toFixed(1)} of ${expected} s: the file is incomplete.`
  }
}
