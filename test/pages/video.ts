import {
  AudioBufferSource,
  BufferTarget,
  CanvasSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  Output,
  QUALITY_HIGH,
  WebMOutputFormat,
} from 'mediabunny'
import { analyseFrames } from '../../src/analysis/analyse-frames.ts'
import type { FaceRow } from '../../src/analysis/face-row.ts'
import { formatTable } from '../../src/analysis/table.ts'
import { VideoError } from '../../src/video/video-error.ts'
import { VideoFile } from '../../src/video/video-file.ts'
import { library } from './library.ts'

/** Bits of a numbered frame, each a bar as high as the picture. */
const BITS = 10

async function download(url: string, bytes?: number): Promise<Blob> {
  const blob = await (await fetch(url)).blob()
  return bytes === undefined ? blob : blob.slice(0, bytes)
}

/** Reads the number in a frame that was turned clockwise by some quarter turns. */
function readNumber(
  context: OffscreenCanvasRenderingContext2D,
  frame: VideoFrame | ImageBitmap,
  turns: number,
): number {
  const { width, height } = context.canvas
  context.save()
  context.translate(width / 2, height / 2)
  context.rotate((-turns * Math.PI) / 2)
  const [w, h] = turns % 2 ? [height, width] : [width, height]
  context.drawImage(frame, -w / 2, -h / 2, w, h)
  context.restore()
  let number = 0
  for (let bit = 0; bit < BITS; bit++) {
    const red = context.getImageData(((bit + 0.5) * width) / BITS, height / 2, 1, 1).data[0]!
    if (red > 127) number += 2 ** bit
  }
  return number
}

/** Encodes frames that show their number. */
async function encodeNumbered(
  numbers: readonly number[],
  times: readonly number[],
  [width, height]: readonly [number, number],
): Promise<[EncodedPacket, EncodedVideoChunkMetadata | undefined][]> {
  const packets: [EncodedPacket, EncodedVideoChunkMetadata | undefined][] = []
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  const encoder = new VideoEncoder({
    output: (chunk, meta) => packets.push([EncodedPacket.fromEncodedChunk(chunk), meta]),
    error: reportError,
  })
  encoder.configure({ codec: 'vp8', width, height, bitrate: 2e6 })
  for (const number of numbers) {
    for (let bit = 0; bit < BITS; bit++) {
      context.fillStyle = number & (1 << bit) ? '#fff' : '#000'
      context.fillRect((bit * width) / BITS, 0, width / BITS, height)
    }
    const at = times[number]
    const duration = 1e6 * ((times[number + 1] ?? at! + 0.04) - at!)
    const frame = new VideoFrame(canvas, { timestamp: 1e6 * at!, duration })
    encoder.encode(frame, { keyFrame: number % 50 === 0 })
    frame.close()
  }
  await encoder.flush()
  encoder.close()
  return packets
}

/** Options of a clip of numbered frames: its first bytes, a larger picture from a frame on, its rotation clockwise. */
interface NumberedClip {
  readonly bytes?: number
  readonly largerFrom?: number
  readonly rotation?: 0 | 90 | 180 | 270
}

/** Files that the tests make, by name. */
const made = new Map<string, Blob>()

/** Videos, as the page reads, analyses and writes them. */
export const video = {
  made,

  async open(url: string, bytes?: number): Promise<Blob> {
    return made.get(url) ?? download(url, bytes)
  },

  /**
   * Makes a clip of numbered frames with these times and keeps its first bytes; an MP4 if it is to be turned. Returns the
   * size of all of it.
   */
  async makeNumbered(
    name: string,
    times: readonly number[],
    { bytes, largerFrom = times.length, rotation = 0 }: NumberedClip,
  ): Promise<number> {
    const format = rotation ? new Mp4OutputFormat() : new WebMOutputFormat()
    const output = new Output({ format, target: new BufferTarget() })
    const source = new EncodedVideoPacketSource('vp8')
    output.addVideoTrack(source, { rotation })
    await output.start()
    const numbers = times.map((_, number) => number)
    for (const part of [
      { size: [320, 240] as const, numbers: numbers.slice(0, largerFrom) },
      { size: [480, 360] as const, numbers: numbers.slice(largerFrom) },
    ]) {
      for (const [packet, meta] of await encodeNumbered(part.numbers, times, part.size))
        await source.add(packet, meta)
    }
    await output.finalize()
    const blob = new Blob([output.target.buffer ?? ''])
    made.set(name, blob.slice(0, bytes))
    return blob.size
  },

  /** Makes a clip whose frames are transparent at the left, and returns it as base64. */
  async makeTransparent(frames: number): Promise<string> {
    const canvas = new OffscreenCanvas(320, 240)
    const context = canvas.getContext('2d')
    const output = new Output({ format: new WebMOutputFormat(), target: new BufferTarget() })
    const source = new CanvasSource(canvas, { codec: 'vp9', quality: QUALITY_HIGH, alpha: 'keep' })
    output.addVideoTrack(source)
    await output.start()
    for (let number = 0; number < frames; number++) {
      context?.clearRect(0, 0, 160, 240)
      context?.fillRect(160, 0, 100 + number, 240)
      await source.add(number / 25, 1 / 25)
    }
    await output.finalize()
    const bytes = new Uint8Array(output.target.buffer ?? new ArrayBuffer())
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  },

  /** Makes a clip of a photo that moves to the left, and returns it as base64. */
  async makePhotoClip(url: string, frames: number): Promise<string> {
    const photo = await createImageBitmap(await download(url), { colorSpaceConversion: 'default' })
    const width = 960
    const height = 2 * Math.round((width * photo.height) / photo.width / 2)
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d', { colorSpace: 'srgb' })
    const output = new Output({ format: new WebMOutputFormat(), target: new BufferTarget() })
    const source = new CanvasSource(canvas, { codec: 'vp8', quality: QUALITY_HIGH })
    output.addVideoTrack(source)
    await output.start()
    for (let number = 0; number < frames; number++) {
      context?.drawImage(photo, -number, 0, width, height)
      await source.add(number / 25, 1 / 25)
    }
    await output.finalize()
    const bytes = new Uint8Array(output.target.buffer ?? new ArrayBuffer())
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  },

  /** Makes a file with a second of silence and no picture. */
  async makeSilence(name: string): Promise<void> {
    const output = new Output({ format: new WebMOutputFormat(), target: new BufferTarget() })
    const source = new AudioBufferSource({ codec: 'opus', bitrate: 64_000 })
    output.addAudioTrack(source)
    await output.start()
    await source.add(new AudioBuffer({ length: 48_000, sampleRate: 48_000, numberOfChannels: 1 }))
    await output.finalize()
    made.set(name, new Blob([output.target.buffer ?? '']))
  },

  /** Reads the frames of a file, `most` of them, turned by some quarter turns: their times and numbers, the size of the picture, and the error that ended it. */
  async read(url: string, bytes?: number, turns = 0, most = Infinity) {
    const times: number[] = []
    const numbers: number[] = []
    const context = new OffscreenCanvas(320, 240).getContext('2d', { willReadFrequently: true })
    if (!context) throw new Error('no canvas')
    try {
      const file = await VideoFile.open(await video.open(url, bytes), 'clip')
      const { width, height, durationSeconds } = file
      let error: string | undefined
      try {
        for await (const { frame, timestampSeconds } of file.readFrames()) {
          times.push(timestampSeconds)
          numbers.push(readNumber(context, frame, turns))
          frame.close()
          if (times.length >= most) break
        }
      } catch (failure) {
        error = failure instanceof VideoError ? `${failure.code}: ${failure.message}` : String(failure)
      }
      file.close()
      return { width, height, durationSeconds, times, numbers, error }
    } catch (failure) {
      const error = failure instanceof VideoError ? `${failure.code}: ${failure.message}` : String(failure)
      return { width: 0, height: 0, durationSeconds: undefined, times, numbers, error }
    }
  },

  /** Analyses a clip's first frames: its table, and milliseconds. */
  async analyse(url: string, frames = Infinity) {
    const file = await VideoFile.open(await video.open(url), 'clip')
    const rows: FaceRow[] = []
    const began = performance.now()
    for await (const frame of analyseFrames(file.readFrames(), library.started())) {
      rows.push(...frame.rows)
      if (frame.frame >= frames) break
    }
    file.close()
    return { table: [...formatTable(rows, 'lite')].join(''), ms: performance.now() - began }
  },
}
