import { crc32, deflateRawSync } from 'node:zlib'

/** File in an archive, with fields of its headers to set to wrong values. */
export interface ZipEntry {
  readonly name: string | Uint8Array
  readonly data: Uint8Array
  /** True to store the data uncompressed. */
  readonly stored?: boolean
  readonly wrongFields?: {
    readonly method?: number
    readonly flags?: number
    readonly crc?: number
    readonly compressed?: number
    readonly uncompressed?: number
    /** Offset of the local header from the start of the archive. */
    readonly offset?: number
    readonly disk?: number
  }
  readonly extra?: Uint8Array
  /** Deflated data, if already computed. */
  readonly deflated?: Uint8Array
}

/** Fields of the end record to set to wrong values. */
export interface WrongEndFields {
  readonly entries?: number
  readonly size?: number
  readonly offset?: number
  readonly disk?: number
  readonly comment?: number
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const END64 = 0x06064b50
const LOCATOR64 = 0x07064b50

/** Flag for names in UTF-8. */
const UTF8 = 0x800

/** Creates the end record of an archive; with `zip64`, also the zip64 one that it refers to. */
function createEnd(
  entries: number,
  size: number,
  offset: number,
  wrongFields: WrongEndFields,
  zip64: boolean,
): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(END, 0)
  end.writeUInt16LE(wrongFields.disk ?? 0, 4)
  end.writeUInt16LE(wrongFields.disk ?? 0, 6)
  const counted = zip64 ? 0xffff : (wrongFields.entries ?? entries) % 0x10000
  end.writeUInt16LE(counted, 8)
  end.writeUInt16LE(counted, 10)
  end.writeUInt32LE(zip64 ? 0xffffffff : (wrongFields.size ?? size), 12)
  end.writeUInt32LE(zip64 ? 0xffffffff : (wrongFields.offset ?? offset), 16)
  end.writeUInt16LE(wrongFields.comment ?? 0, 20)
  if (!zip64) return end
  const end64 = Buffer.alloc(56)
  end64.writeUInt32LE(END64, 0)
  end64.writeBigUInt64LE(44n, 4)
  end64.writeUInt16LE(45, 12)
  end64.writeUInt16LE(45, 14)
  end64.writeBigUInt64LE(BigInt(wrongFields.entries ?? entries), 24)
  end64.writeBigUInt64LE(BigInt(wrongFields.entries ?? entries), 32)
  end64.writeBigUInt64LE(BigInt(wrongFields.size ?? size), 40)
  end64.writeBigUInt64LE(BigInt(wrongFields.offset ?? offset), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(LOCATOR64, 0)
  locator.writeBigUInt64LE(BigInt(offset + size), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([end64, locator, end])
}

/** Creates a zip archive, well-formed except for the wrong fields. */
export function createZip(
  files: readonly ZipEntry[],
  wrongFields: WrongEndFields = {},
  zip64 = false,
): Buffer {
  const locals: Uint8Array[] = []
  const central: Uint8Array[] = []
  let offset = 0
  for (const { name, data, stored, wrongFields: own = {}, extra = new Uint8Array(), deflated } of files) {
    const raw = typeof name === 'string' ? Buffer.from(name) : name
    const content = stored ? data : (deflated ?? deflateRawSync(data))
    // Fields shared by both headers.
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(own.flags ?? UTF8, 2)
    common.writeUInt16LE(own.method ?? (stored ? 0 : 8), 4)
    common.writeUInt32LE(0x21_0000, 6)
    common.writeUInt32LE(own.crc ?? crc32(data), 10)
    common.writeUInt32LE(own.compressed ?? content.length, 14)
    common.writeUInt32LE(own.uncompressed ?? data.length, 18)
    common.writeUInt16LE(raw.length, 22)
    common.writeUInt16LE(extra.length, 24)
    const head = Buffer.alloc(4)
    head.writeUInt32LE(LOCAL)
    locals.push(head, common, raw, extra, content)
    const first = Buffer.alloc(6)
    first.writeUInt32LE(CENTRAL, 0)
    first.writeUInt16LE(20, 4)
    const last = Buffer.alloc(14)
    last.writeUInt16LE(own.disk ?? 0, 2)
    last.writeUInt32LE(own.offset ?? offset, 10)
    central.push(first, common, last, raw, extra)
    offset += 30 + raw.length + extra.length + content.length
  }
  const directory = Buffer.concat(central)
  return Buffer.concat([
    ...locals,
    directory,
    createEnd(files.length, directory.length, offset, wrongFields, zip64),
  ])
}

/** Creates an archive whose directory lists many empty files, all at the same offset. */
export function createCrowdedZip(count: number): Buffer {
  const one = createZip([{ name: 'f0000000.pts', data: new Uint8Array(), stored: true }])
  const local = one.indexOf('PK\x01\x02', 0, 'latin1')
  const entry = one.subarray(local, one.length - 22)
  const directory = Buffer.alloc(count * entry.length)
  for (let i = 0; i < count; i++) {
    entry.copy(directory, i * entry.length)
    directory.write(String(i).padStart(7, '0'), i * entry.length + 47)
  }
  return Buffer.concat([
    one.subarray(0, local),
    directory,
    createEnd(count, directory.length, local, {}, true),
  ])
}
