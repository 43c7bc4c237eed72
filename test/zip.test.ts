import { BlobReader, BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js'
import { describe, expect, it } from 'vitest'
import { openZip } from '../src/app/lab/dataset/zip.ts'

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
    const { sources, problems } = await openZip(new Blob([new Uint8Array(await archive())]), 'mine.zip')
    expect(sources.map(({ path }) => path)).toEqual(['set/a.pts', 'set/a.jpg'])
    expect(await (await sources[0].open()).text()).toBe(text)
    const photo = await sources[1].open()
    expect([photo.type, await photo.text()]).toEqual(['image/jpeg', 'pixels'])
    expect(problems).toEqual([
      { path: 'secret.pts', reason: 'it is encrypted; make an archive without a password' },
    ])
  })

  it('that says an entry is huge leaves it out', async () => {
    const { sources, problems } = await openZip(claiming(await archive(), 2 ** 31), 'bomb.zip')
    expect(sources.map(({ path }) => path)).toEqual(['set/a.jpg'])
    expect(problems[0]).toEqual({
      path: 'set/a.pts',
      reason: 'it would inflate to 2,048 MB; at most 128 MB are read',
    })
  })

  it('that says too little is not inflated further', async () => {
    const { sources } = await openZip(claiming(await archive(), 10), 'bomb.zip')
    await expect(sources[0].open()).rejects.toThrow(/^it cannot be taken out of the archive: /)
  })

  it('that is none is refused in a sentence', async () => {
    await expect(openZip(new Blob(['not a zip']), 'x.zip')).rejects.toThrow(
      'x.zip cannot be read as a zip: it is damaged, cut off or of another kind.',
    )
    const whole = await archive()
    const half = new Blob([new Uint8Array(whole.subarray(0, whole.length >> 1))])
    await expect(openZip(half, 'half.zip')).rejects.toThrow('half.zip cannot be read as a zip')
  })
})
