import { crc32, deflateSync } from 'node:zlib'
import type { SeededRandom } from './random.ts'

function createChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), framed.length - 4)
  return framed
}

/** Creates a PNG that claims this size but has only `rows` rows of data; black, one bit per pixel. */
export function createPngOfSize(width: number, height: number, rows = 0): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 1
  const pixels = deflateSync(Buffer.alloc((1 + Math.ceil(width / 8)) * rows))
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    createChunk('IHDR', header),
    createChunk('IDAT', pixels),
    createChunk('IEND', new Uint8Array()),
  ])
}

/** Sets the size in a JPEG's header; unchanged if it has no baseline header. */
export function setJpegSize(jpeg: Buffer, width: number, height: number): Buffer {
  const copy = Buffer.from(jpeg)
  const frame = copy.indexOf(Buffer.from([0xff, 0xc0]))
  if (frame < 0) return copy
  copy.writeUInt16BE(height % 0x10000, frame + 5)
  copy.writeUInt16BE(width % 0x10000, frame + 7)
  return copy
}

/** Creates a GIF of one pixel that claims this size. */
export function createGifOfSize(width: number, height: number): Buffer {
  const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAkQBADs=', 'base64')
  for (const at of [6, 24]) {
    gif.writeUInt16LE(width % 0x10000, at)
    gif.writeUInt16LE(height % 0x10000, at + 2)
  }
  return gif
}

/** Creates a BMP without pixels that claims this size. */
export function createBmpOfSize(width: number, height: number): Buffer {
  const bmp = Buffer.alloc(54)
  bmp.write('BM')
  bmp.writeUInt32LE(54, 2)
  bmp.writeUInt32LE(54, 10)
  bmp.writeUInt32LE(40, 14)
  bmp.writeInt32LE(width % 2 ** 31, 18)
  bmp.writeInt32LE(height % 2 ** 31, 22)
  bmp.writeUInt16LE(1, 26)
  bmp.writeUInt16LE(24, 28)
  return bmp
}

const ENTITY_BOMB = Array.from(
  { length: 12 },
  (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`,
).join('')

/** SVGs that grow, fetch, or never end. */
export const HOSTILE_SVGS: readonly string[] = [
  '<svg xmlns="http://www.w3.org/2000/svg" width="1e9" height="1e9"/>',
  `<!DOCTYPE svg [<!ENTITY l0 "lol">${ENTITY_BOMB}]><svg xmlns="http://www.w3.org/2000/svg"><text>&l12;</text></svg>`,
  '<svg xmlns="http://www.w3.org/2000/svg"><g id="a"><use href="#a"/></g></svg>',
  '<svg xmlns="http://www.w3.org/2000/svg"><script>for(;;);</script></svg>',
  '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://elsewhere.test/x.png"/></svg>',
]

/** Sides at and beyond the limits of headers, canvases and memory. */
const EDGE_SIDES_PX = [
  0,
  1,
  2,
  300,
  8000,
  16_384,
  30_000,
  60_000,
  65_535,
  65_536,
  70_000,
  2 ** 31 - 1,
] as const

/** Creates a photo that claims an extreme size, or a hostile SVG. */
export function createMisleadingPhoto(random: SeededRandom, jpeg: Buffer): { data: Buffer; type: string } {
  const [width, height] = [random.pick(EDGE_SIDES_PX), random.pick(EDGE_SIDES_PX)]
  switch (random.below(5)) {
    case 0:
      return { data: createPngOfSize(width, height, width < 1e5 ? random.below(3) : 0), type: 'image/png' }
    case 1:
      return { data: setJpegSize(jpeg, width, height), type: 'image/jpeg' }
    case 2:
      return { data: createGifOfSize(width, height), type: 'image/gif' }
    case 3:
      return { data: createBmpOfSize(width, height), type: 'image/bmp' }
    default:
      return { data: Buffer.from(random.pick(HOSTILE_SVGS)), type: 'image/svg+xml' }
  }
}
