import {
  BlobSource,
  EncodedPacketSink,
  Input,
  Logging,
  LogLevel,
  MATROSKA,
  MP4,
  QTFF,
  WEBM,
  type InputVideoTrack,
} from 'mediabunny'
import { CodecFrames } from './codec-frames.ts'
import { ElementFrames } from './element-frames.ts'
import type { FrameSource, VideoFileFrame } from './frame-source.ts'
import { registerOpaqueDecoder } from './opaque-decoder.ts'
import { VideoError } from './video-error.ts'

/** Size and length of a video, from its header. */
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

const getFrameSize = (frame: VideoFrame | ImageBitmap) =>
  'displayWidth' in frame
    ? { width: frame.displayWidth, height: frame.displayHeight }
    : { width: frame.width, height: frame.height }

/** Tells whether WebCodecs can decode a track. */
async function canDecode(track: InputVideoTrack): Promise<boolean> {
  if (!('VideoDecoder' in globalThis)) return false
  registerOpaqueDecoder()
  const config = await track.getDecoderConfig()
  return config !== null && (await VideoDecoder.isConfigSupported(config)).supported === true
}

/** A video file (MP4, MOV, WebM or Matroska), decoded frame by frame; only a few decoded frames exist at a time. */
export class VideoFile implements VideoSize {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly durationSeconds: number | undefined
  readonly #input: Input
  readonly #frames: FrameSource

  private constructor(name: string, size: VideoSize, input: Input, frames: FrameSource) {
    this.name = name
    this.width = size.width
    this.height = size.height
    this.durationSeconds = size.durationSeconds
    this.#input = input
    this.#frames = frames
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
      return await VideoFile.#openInput(file, input, name)
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

  static async #openInput(file: Blob, input: Input, name: string): Promise<VideoFile> {
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
    const [width, height] = [await track.getDisplayWidth(), await track.getDisplayHeight()]
    const durationSeconds = (await input.getDurationFromMetadata()) ?? undefined
    const frames = await VideoFile.#openFrames(file, name, track)
    return new VideoFile(name, { width, height, durationSeconds }, input, frames)
  }

  static async #openFrames(file: Blob, name: string, track: InputVideoTrack): Promise<FrameSource> {
    if (await canDecode(track)) return new CodecFrames(track)
    try {
      return await ElementFrames.open(file, track)
    } catch (error) {
      const codec = (await track.getCodecParameterString()) ?? 'an unknown codec'
      throw new VideoError(
        'codec',
        `${name} is encoded in ${codec}, which this browser cannot decode. Convert it to MP4 with H.264, or to WebM.`,
        { cause: error },
      )
    }
  }

  /**
   * Decodes the frames from a time on, each once and in the order of their times. The one that is shown at `start` comes
   * first.
   * @throws VideoError 'file' where the file is damaged, 'size' where the picture changes size, 'end' if the file ends
   * before what its header says.
   */
  async *readFrames(start = -Infinity): AsyncGenerator<VideoFileFrame, void> {
    let end = 0
    const frames = this.#frames.readFrames(start)
    try {
      for (let next = await this.#readNext(frames, end); next; next = await this.#readNext(frames, end)) {
        this.#checkSize(next)
        end = next.timestampSeconds + next.durationSeconds
        yield next
      }
    } finally {
      await frames.return()
    }
    const expected = this.durationSeconds ?? 0
    const tolerance = Math.max(END_TOLERANCE_S, END_TOLERANCE_SHARE * expected)
    // The sound may go on after the picture.
    if (expected - end > tolerance && expected - (await this.#findLastEnd()) > tolerance)
      throw new VideoError('end', this.#describeEnd(end))
  }

  /** Decodes the frame that is shown at a time; undefined before the first. */
  async readFrame(seconds: number): Promise<VideoFileFrame | undefined> {
    const found = await this.#frames.readFrame(seconds)
    if (found) this.#checkSize(found)
    return found
  }

  /** Releases the file and the decoder. */
  close(): void {
    this.#frames.close()
    this.#input.dispose()
  }

  async #readNext(
    frames: AsyncGenerator<VideoFileFrame, void>,
    end: number,
  ): Promise<VideoFileFrame | undefined> {
    try {
      const { value, done } = await frames.next()
      return done ? undefined : value
    } catch (error) {
      if (error instanceof VideoError) throw error
      const { name } = this
      throw new VideoError(
        'file',
        `${name} is damaged after ${end.toFixed(1)} s and could not be read further (${getReason(error)}).`,
        { cause: error },
      )
    }
  }

  /** Closes a frame of another size. @throws VideoError 'size' */
  #checkSize({ frame, timestampSeconds }: VideoFileFrame): void {
    const { width, height } = getFrameSize(frame)
    if (width === this.width && height === this.height) return
    frame.close()
    const [before, after] = [`${this.width} x ${this.height}`, `${width} x ${height}`]
    throw new VideoError(
      'size',
      `The picture of ${this.name} changes from ${before} to ${after} pixels at ${timestampSeconds.toFixed(1)} s. What comes after is left out; cut the video there to analyse it too.`,
    )
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

  #describeEnd(end: number): string {
    const expected = (this.durationSeconds ?? 0).toFixed(1)
    return `${this.name} ends early, after ${end.toFixed(1)} of ${expected} s: the file is incomplete.`
  }
}
