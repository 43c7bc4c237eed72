import {
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  FilePathTarget,
  Input,
  Output,
  WEBM,
  WebMOutputFormat,
  type EncodedPacket,
} from 'mediabunny'

/** Reads all packets of a clip's picture, and the time after its last frame in seconds. */
async function readPackets(sink: EncodedPacketSink): Promise<{ packets: EncodedPacket[]; end: number }> {
  const packets: EncodedPacket[] = []
  for await (const packet of sink.packets()) packets.push(packet)
  const times = packets.map(({ timestamp }) => timestamp).sort((p, q) => p - q)
  const last = times[times.length - 1]!
  return { packets, end: last + (last - times[0]!) / (times.length - 1) }
}

/**
 * Writes a WebM file that repeats a WebM clip until it is as long as asked for, without encoding it again; the times of
 * its frames run on. Returns the number of frames.
 */
export async function writeLongClip(clip: string, file: string, minutes: number): Promise<number> {
  const input = new Input({ source: new FilePathSource(clip), formats: [WEBM] })
  const output = new Output({ format: new WebMOutputFormat(), target: new FilePathTarget(file) })
  try {
    const track = await input.getPrimaryVideoTrack()
    const codec = await track?.getCodec()
    const decoderConfig = await track?.getDecoderConfig()
    if (!track || !codec || !decoderConfig) throw new Error(`${clip} has no picture that can be read.`)
    const source = new EncodedVideoPacketSource(codec)
    output.addVideoTrack(source)
    await output.start()
    const { packets, end } = await readPackets(new EncodedPacketSink(track))
    let frames = 0
    for (let start = 0; start < 60 * minutes; start += end) {
      for (const packet of packets) {
        const moved = packet.clone({ timestamp: start + packet.timestamp })
        await source.add(moved, frames++ === 0 ? { decoderConfig } : undefined)
      }
    }
    await output.finalize()
    return frames
  } finally {
    input.dispose()
  }
}
