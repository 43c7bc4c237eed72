import { BlobReader, BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js'
import { describe, expect, it } from 'vitest'
import { openZip } from '../../src/app/media/dataset/open-zip.ts'
import { createZip as packed, createCrowdedZip, type ZipEntry } from '../../src/command/fuzz/zip-archive.ts'
import { FormatError } from '../../src/evaluation/format-error.ts'

const text = 'a few words, '.repeat(100)

async function archive(): Promise<Buffer> {
  const writer = new ZipWriter(new BlobWriter())
  await writer.add('set/a.pts', new TextReader(text), { dataDescriptor: false })
  await writer.add('set/a.jpg', new BlobReader(new Blob(['pixels'])), { level: 0 })
  await writer.add('set/notes.txt', new TextReader('nothing'))
  await writer.add('secret.pts', new TextReader(text), { password: 'x' })
  return Buffer.from(await (await writer.close()).arrayBuffer())
}

/** The archive whose first entry says that it has this many bytes. */
function claiming(zip: Buffer, bytes: number): Blob {
  const copy = Buffer.from(zip)
  const central = copy.indexOf('PK\x01\x02', 0, 'latin1')
  copy.writeUInt32LE(bytes, central + 24)
  copy.writeUInt32LE(bytes, copy.indexOf('PK\x03\x04', 0, 'latin1') + 22)
  return new Blob([new Uint8Array(copy)])
}

describe('a zip', () => {
  it('is a list of what may be faces, read when it is opened', async () => {
    const { files, problems } = await openZip(new Blob([new Uint8Array(await archive())]), 'mine.zip')
    expect(files.map(({ path }) => path)).toEqual(['set/a.pts', 'set/a.jpg'])
    expect(await (await files[0]!.open()).text()).toBe(text)
    const photo = await files[1]!.open()
    expect([photo.type, await photo.text()]).toEqual(['image/jpeg', 'pixels'])
    expect(problems).toEqual([
      { path: 'secret.pts', reason: 'it is encrypted; make an archive without a password' },
    ])
  })

  it('that says an entry is huge leaves it out', async () => {
    const { files, problems } = await openZip(claiming(await archive(), 2 ** 31), 'bomb.zip')
    expect(files.map(({ path }) => path)).toEqual(['set/a.jpg'])
    expect(problems[0]).toEqual({
      path: 'set/a.pts',
      reason: 'it would inflate to 2,048 MB; the limit is 128 MB',
    })
  })

  it('that says too little is not inflated further', async () => {
    const { files } = await openZip(claiming(await archive(), 10), 'bomb.zip')
    await expect(files[0]!.open()).rejects.toThrow(/^it cannot be extracted from the archive: /)
  })

  it('that is none is refused in a sentence', async () => {
    await expect(openZip(new Blob(['not a zip']), 'x.zip')).rejects.toThrow(
      'x.zip cannot be read as a zip: it is damaged, incomplete or another format.',
    )
    const whole = await archive()
    const half = new Blob([new Uint8Array(whole.subarray(0, whole.length >> 1))])
    await expect(openZip(half, 'half.zip')).rejects.toThrow('half.zip cannot be read as a zip')
  })

  const blob = (zip: Buffer) => new Blob([new Uint8Array(zip)])
  const pts = (name: string | Uint8Array, more: Partial<ZipEntry> = {}): ZipEntry => ({
    name,
    data: Buffer.from(text),
    ...more,
  })
  /** Gets the error of opening the only entry. */
  const refusal = async (file: ZipEntry) => {
    const { files } = await openZip(blob(packed([file])), 'x.zip')
    return files[0]!.open().then(
      () => undefined,
      (error: unknown) => (error instanceof FormatError ? error.message : error),
    )
  }

  it('of a million entries is refused at once', async () => {
    const zip = blob(createCrowdedZip(1_000_000))
    const began = performance.now()
    await expect(openZip(zip, 'many.zip')).rejects.toThrow(
      'many.zip contains more than 50,000 files. Unpack it and choose the folder you need.',
    )
    // Most of it reads the list, of 58 MB.
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  it('is not read whole for its list', async () => {
    const length = 129 * 2 ** 20
    const end = packed([], { entries: 1, size: length, offset: 0 })
    const zip = new Blob([new Uint8Array(length), new Uint8Array(end)])
    await expect(openZip(zip, 'long.zip')).rejects.toThrow('long.zip has a list of files longer than 128 MB.')
  })

  it('that says it has more than it lists is damaged, not huge', async () => {
    for (const entries of [2, 65_535, 4_000_000_000]) {
      const zip = blob(packed([pts('a.pts')], { entries }, true))
      await expect(openZip(zip, 'lies.zip')).rejects.toThrow(
        'lies.zip cannot be read as a zip: it is damaged',
      )
    }
  })

  it.each([{ size: 0xfffffff0 }, { offset: 0x7fffffff }])(
    'is read where its end is wrong about the list: %j',
    async (lies) => {
      const { files } = await openZip(blob(packed([pts('a.pts')], lies)), 'lies.zip')
      expect(await (await files[0]!.open()).text()).toBe(text)
    },
  )

  it('of gigabytes in few bytes is not inflated past what it may have', async () => {
    const data = Buffer.alloc(200 * 2 ** 20)
    const bomb = packed([
      { name: 'a.pts', data },
      { name: 'b.pts', data, wrongFields: { uncompressed: 1000 } },
    ])
    expect(bomb.length).toBeLessThan(500_000)
    const { files, problems } = await openZip(blob(bomb), 'bomb.zip')
    expect(problems).toEqual([{ path: 'a.pts', reason: 'it would inflate to 200 MB; the limit is 128 MB' }])
    await expect(files[0]!.open()).rejects.toThrow(
      'it cannot be extracted from the archive: Invalid uncompressed size',
    )
  })

  it('leaves out what has a path that leads elsewhere, and takes the rest', async () => {
    const elsewhere = [
      '../../etc/a.pts',
      '/etc/a.pts',
      'C:\\a.pts',
      '..\\a.pts',
      'a.pts\0.jpg',
      'set/../a.pts',
    ]
    const names = [...elsewhere, 'set\\a.pts', 'set/b.pts', '__MACOSX/._b.pts', 'dir.pts/', 'réel.pts']
    const { files, problems } = await openZip(blob(packed(names.map((name) => pts(name)))), 'tricks.zip')
    expect(files.map(({ path }) => path)).toEqual(['set/a.pts', 'set/b.pts', 'réel.pts'])
    expect(problems.map(({ path }) => path)).toEqual(elsewhere.map((path) => path.replaceAll('\\', '/')))
    expect(new Set(problems.map(({ reason }) => reason))).toEqual(
      new Set(['its path leads out of the archive; pack it again']),
    )
  })

  it.each([
    ['bytes that are another file’s', { offset: 1 }, 'Local file header not found'],
    ['a checksum that is not its own', { crc: 7 }, 'Invalid CRC32'],
    ['more bytes than there are', { compressed: 0x7fffffff }, 'Entry data out of bounds'],
    ['a method that nobody has', { method: 93 }, 'Compression method not supported'],
  ] as const)('with %s is refused when that is opened', async (_, lies, reason) => {
    expect(await refusal(pts('a.pts', { wrongFields: lies }))).toBe(
      `it cannot be extracted from the archive: ${reason}`,
    )
  })

  it('whose entries share their bytes gives them once only', async () => {
    const zip = blob(packed([pts('a.pts'), pts('b.pts', { wrongFields: { offset: 0 } })]))
    const { files } = await openZip(zip, 'shared.zip')
    expect(await (await files[0]!.open()).text()).toBe(text)
    expect((await files[0]!.open()).size).toBe(text.length)
    await expect(files[1]!.open()).rejects.toThrow(
      'it cannot be extracted from the archive: Overlapping entry found',
    )
  })
})
