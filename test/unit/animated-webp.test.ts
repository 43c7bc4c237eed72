import { describe, expect, it } from 'vitest'
import { joinAnimatedWebp } from '../../src/command/screenshot/animated-webp.ts'

/** Formats a WebP file with one chunk of the given pixels, without padding. */
function formatWebp(pixels: readonly number[]): Uint8Array {
  return Uint8Array.from([
    ...Buffer.from('RIFF'),
    12 + pixels.length,
    0,
    0,
    0,
    ...Buffer.from('WEBPVP8 '),
    pixels.length,
    0,
    0,
    0,
    ...pixels,
  ])
}

describe('an animated WebP picture', () => {
  const frames = [
    { webp: formatWebp([1, 2, 3, 4]), durationMs: 80 },
    { webp: formatWebp([5, 6, 7, 8]), durationMs: 1000 },
  ]
  const file = joinAnimatedWebp(frames, 800, 500)

  it('states its own length, its size, and that it moves', () => {
    expect(file.toString('latin1', 0, 4)).toBe('RIFF')
    expect(file.readUInt32LE(4)).toBe(file.length - 8)
    expect(file.toString('latin1', 8, 16)).toBe('WEBPVP8X')
    expect(file[20]! & 2).toBe(2)
    expect([file.readUIntLE(24, 3), file.readUIntLE(27, 3)]).toEqual([799, 499])
  })

  it('holds each frame with its duration', () => {
    const starts = [...file.toString('latin1').matchAll(/ANMF/g)].map(({ index }) => index)
    expect(starts).toHaveLength(2)
    expect(starts.map((at) => file.readUIntLE(at + 8 + 12, 3))).toEqual([80, 1000])
    expect(starts.map((at) => [...file.subarray(at + 8 + 16 + 8, at + 8 + 16 + 12)])).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ])
  })

  it('is not made of what is no WebP picture', () => {
    expect(() => joinAnimatedWebp([{ webp: new Uint8Array(20), durationMs: 80 }], 8, 8)).toThrow('no WebP')
  })
})
