import { closeCamera, openCamera } from '../../media/camera.ts'

/** Longest recording; it is kept in memory, about 20 MB a minute at most. */
export const MAX_RECORDING_MS = 5 * 60_000

const BITS_PER_SECOND = 2_500_000

/** Containers and codecs, best first: what this page can read, and browsers can record. */
const TYPES = ['video/webm;codecs=vp8', 'video/webm', 'video/mp4']

/** Recording of the camera into memory: opened, then started, then finished or cancelled. */
export class CameraRecording {
  readonly stream: MediaStream
  readonly #recorder: MediaRecorder
  readonly #parts: Blob[] = []

  private constructor(stream: MediaStream) {
    this.stream = stream
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type))
    this.#recorder = new MediaRecorder(stream, {
      ...(mimeType && { mimeType }),
      videoBitsPerSecond: BITS_PER_SECOND,
    })
    this.#recorder.addEventListener('dataavailable', ({ data }) => {
      if (data.size > 0) this.#parts.push(data)
    })
  }

  /**
   * Opens the camera; nothing is recorded yet.
   * @throws as getUserMedia, or a DOMException if the browser cannot record.
   */
  static async open(): Promise<CameraRecording> {
    const stream = await openCamera()
    try {
      return new CameraRecording(stream)
    } catch (error) {
      closeCamera(stream)
      throw error
    }
  }

  /** Starts recording. `onEnd` is called when the camera ends by itself; what was recorded can be finished. */
  start(onEnd: () => void): void {
    this.stream.getVideoTracks()[0]!.addEventListener('ended', onEnd)
    // In parts of a second, so that little is lost with the camera.
    this.#recorder.start(1000)
  }

  /** Ends the recording, closes the camera and returns the video; undefined if nothing was recorded. */
  async finish(name: string): Promise<File | undefined> {
    const { mimeType, state } = this.#recorder
    if (state !== 'inactive') {
      const stopped = new Promise((resolve) =>
        this.#recorder.addEventListener('stop', resolve, { once: true }),
      )
      this.#recorder.stop()
      await stopped
    }
    closeCamera(this.stream)
    const [type] = mimeType.split(';')
    const extension = type === 'video/mp4' ? 'mp4' : 'webm'
    return this.#parts.length > 0 ? new File(this.#parts, `${name}.${extension}`, { type }) : undefined
  }

  /** Closes the camera and drops what was recorded. */
  cancel(): void {
    if (this.#recorder.state !== 'inactive') this.#recorder.stop()
    closeCamera(this.stream)
    this.#parts.length = 0
  }
}
