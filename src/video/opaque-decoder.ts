import {
  CustomVideoDecoder,
  registerDecoder,
  VideoSample,
  type EncodedPacket,
  type VideoCodec,
} from 'mediabunny'

/** Packets that wait in the decoder; more would only need memory. */
const MAX_QUEUED_PACKETS = 8

/**
 * Decodes VP8 and VP9 without their transparency. Mediabunny's own decoder merges it in workers that it makes from
 * text, which the page's security policy forbids; recordings of a canvas are transparent.
 */
class OpaqueDecoder extends CustomVideoDecoder {
  #decoder: VideoDecoder | undefined

  static override supports(codec: VideoCodec): boolean {
    return codec === 'vp8' || codec === 'vp9'
  }

  init(): void {
    this.#decoder = new VideoDecoder({
      output: (frame) => this.onSample(new VideoSample(frame)),
      error: (error) => this.onError(error),
    })
    this.#decoder.configure(this.config)
  }

  async decode(packet: EncodedPacket): Promise<void> {
    const decoder = this.#decoder
    if (!decoder) throw new Error('the decoder has not been started')
    while (decoder.decodeQueueSize >= MAX_QUEUED_PACKETS && decoder.state === 'configured')
      await new Promise((resolve) => decoder.addEventListener('dequeue', resolve, { once: true }))
    decoder.decode(packet.toEncodedVideoChunk())
  }

  async flush(): Promise<void> {
    await this.#decoder?.flush()
  }

  close(): void {
    if (this.#decoder?.state !== 'closed') this.#decoder?.close()
  }
}

let isRegistered = false

/** Has all VP8 and VP9 files be decoded so. */
export function registerOpaqueDecoder(): void {
  if (!isRegistered) registerDecoder(OpaqueDecoder)
  isRegistered = true
}
