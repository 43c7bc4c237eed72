/** Still picture in WebP with its duration. */
export interface WebpFrame {
  /** The file of a WebP picture without transparency. */
  readonly webp: Uint8Array
  readonly durationMs: number
}

const RIFF_HEADER_BYTES = 12
const ANIMATION_FLAG = 0x02
/** A frame replaces the one before instead of being blended with it. */
const NO_BLENDING_FLAG = 0x02

function toLittleEndian(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) % 256)
}

/** Formats a chunk; its data are padded to an even length. */
function formatChunk(name: string, data: Uint8Array): Buffer {
  const padding = Buffer.alloc(data.length % 2)
  return Buffer.concat([Buffer.from(name), Buffer.from(toLittleEndian(data.length, 4)), data, padding])
}

/** Finds the chunk of the compressed pixels in a WebP file. */
function findPixels(webp: Uint8Array): Uint8Array {
  const file = Buffer.from(webp.buffer, webp.byteOffset, webp.byteLength)
  for (let at = RIFF_HEADER_BYTES; at + 8 <= file.length;) {
    const length = file.readUInt32LE(at + 4)
    const end = at + 8 + length + (length % 2)
    if (/^VP8[ L]$/.test(file.toString('latin1', at, at + 4))) return file.subarray(at, end)
    at = end
  }
  throw new Error('A frame is no WebP picture.')
}

/**
 * Joins WebP pictures of the same size to an animation that repeats for ever (WebP Container Specification,
 * "Animation").
 */
export function joinAnimatedWebp(frames: readonly WebpFrame[], width: number, height: number): Buffer {
  const size = [...toLittleEndian(width - 1, 3), ...toLittleEndian(height - 1, 3)]
  const chunks = [
    formatChunk('VP8X', Buffer.from([ANIMATION_FLAG, 0, 0, 0, ...size])),
    formatChunk('ANIM', Buffer.alloc(6)),
    ...frames.map(({ webp, durationMs }) => {
      const place = [...toLittleEndian(0, 6), ...size, ...toLittleEndian(durationMs, 3), NO_BLENDING_FLAG]
      return formatChunk('ANMF', Buffer.concat([Buffer.from(place), findPixels(webp)]))
    }),
  ]
  return formatChunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...chunks]))
}
