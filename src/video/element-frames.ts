import { EncodedPacketSink, type InputVideoTrack } from 'mediabunny'
import type { FrameSource, VideoFileFrame } from './frame-source.ts'
import { VideoError } from './video-error.ts'

/** Longest wait for a frame that was sought. */
const SEEK_TIMEOUT_MS = 10_000

/** Longest wait, after a frame was sought, until it is shown. */
const SHOW_TIMEOUT_MS = 300
/**
 * Places in a frame's time to seek. Chromium guesses how long the frame before lasts, and may show that one at a time
 * early in a frame if the rate varies.
 */
const SEEK_PLACES = [0.5, 0.95]
/** Difference of the times of a frame in the file and in the element, which rounds them. */
const TIME_TOLERANCE_S = 0.002

/** Waits for an event of a video. @throws Error if it fails, or takes too long. */
function waitFor(video: HTMLVideoElement, name: 'loadeddata' | 'seeked'): Promise<void> {
  return new Promise((resolve, reject) => {
    const listening = new AbortController()
    const { signal } = listening
    const timer = setTimeout(() => end(() => reject(new Error('the frame did not come'))), SEEK_TIMEOUT_MS)
    const end = (settle: () => void) => {
      clearTimeout(timer)
      listening.abort()
      settle()
    }
    video.addEventListener(name, () => end(resolve), { signal })
    video.addEventListener(
      'error',
      () => end(() => reject(new Error(video.error?.message || 'it cannot be decoded'))),
      { signal },
    )
  })
}

/**
 * Waits until a video shows the frame of a time span: 'seeked' can come while the frame before is still shown. Returns
 * false if it does not; true if the browser does not tell which frame it shows.
 */
function waitUntilShown(video: HTMLVideoElement, from: number, to: number): Promise<boolean> {
  return new Promise((resolve) => {
    if (!('requestVideoFrameCallback' in video)) return resolve(true)
    const timer = setTimeout(() => resolve(false), SHOW_TIMEOUT_MS)
    const request = () =>
      video.requestVideoFrameCallback((_, { mediaTime }) => {
        if (mediaTime < from - TIME_TOLERANCE_S || mediaTime > to) return void request()
        clearTimeout(timer)
        resolve(true)
      })
    request()
  })
}

/** Lists the start times of a track's frames, rising, and the end of the last one. */
async function listTimes(track: InputVideoTrack): Promise<{ starts: number[]; end: number }> {
  const starts: number[] = []
  let end = 0
  for await (const packet of new EncodedPacketSink(track).packets(undefined, undefined, {
    metadataOnly: true,
  })) {
    starts.push(packet.timestamp)
    end = Math.max(end, packet.timestamp + packet.duration)
  }
  return { starts: starts.sort((p, q) => p - q), end }
}

/**
 * Decodes frames with a <video> element, where WebCodecs is missing or cannot decode the file: the times of the frames
 * are read from the file, and the element is sought to the middle of each.
 */
export class ElementFrames implements FrameSource {
  readonly #video: HTMLVideoElement
  readonly #url: string
  readonly #starts: readonly number[]
  readonly #end: number
  /** Index of the frame that the element shows. */
  #shown: number | undefined
  /** End of the last request: the element shows one frame at a time. */
  #last: Promise<unknown> = Promise.resolve()

  private constructor(video: HTMLVideoElement, url: string, starts: readonly number[], end: number) {
    this.#video = video
    this.#url = url
    this.#starts = starts
    this.#end = end
  }

  /** Opens a file. @throws Error if the element cannot play it. */
  static async open(file: Blob, track: InputVideoTrack): Promise<ElementFrames> {
    const url = URL.createObjectURL(file)
    const video = Object.assign(document.createElement('video'), { muted: true, preload: 'auto' })
    try {
      const loaded = waitFor(video, 'loadeddata')
      video.src = url
      await loaded
      const { starts, end } = await listTimes(track)
      return new ElementFrames(video, url, starts, end)
    } catch (error) {
      video.removeAttribute('src')
      URL.revokeObjectURL(url)
      throw error
    }
  }

  async *readFrames(start: number): AsyncGenerator<VideoFileFrame, void> {
    for (let i = Math.max(0, this.#findFrame(start)); i < this.#starts.length; i++) yield await this.#read(i)
  }

  async readFrame(seconds: number): Promise<VideoFileFrame | undefined> {
    const index = this.#findFrame(seconds)
    return index < 0 ? undefined : this.#read(index)
  }

  close(): void {
    this.#video.removeAttribute('src')
    this.#video.load()
    URL.revokeObjectURL(this.#url)
  }

  /** Index of the last frame that starts at or before a time; -1 before the first. */
  #findFrame(seconds: number): number {
    return this.#starts.findLastIndex((start) => start <= seconds)
  }

  #read(index: number): Promise<VideoFileFrame> {
    const read = this.#last.then(() => this.#seek(index))
    this.#last = read.catch(() => undefined)
    return read
  }

  async #seek(index: number): Promise<VideoFileFrame> {
    const start = this.#starts[index]!
    const end = this.#starts.at(index + 1) ?? this.#end
    for (const place of index === this.#shown ? [] : SEEK_PLACES) {
      const sought = waitFor(this.#video, 'seeked')
      const shown = waitUntilShown(this.#video, start, end - TIME_TOLERANCE_S)
      this.#video.currentTime = start + place * (end - start)
      await sought
      if (await shown) this.#shown = index
      if (this.#shown === index) break
    }
    if (this.#shown !== index)
      throw new VideoError(
        'codec',
        `This browser does not show every frame of the video: it leaves out the one at ${start.toFixed(2)} s. Use a current Chrome, Edge, Firefox or Safari.`,
      )
    const frame = await createImageBitmap(this.#video, { colorSpaceConversion: 'default' })
    return { frame, timestampSeconds: start, durationSeconds: end - start }
  }
}
