import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browsing.ts'
import { cut, ONE_FACE, sample } from '../support/faces.ts'
import { apart, engineReady, openPhoto, visit } from '../support/visit.ts'

const SOURCES = fileURLToPath(new URL('../../src/', import.meta.url))

/** Every call of a function in a text, from its name to its last bracket. */
function findCalls(name: string, text: string): string[] {
  return [...text.matchAll(new RegExp(`${name}\\(`, 'g'))].map(({ index }) => {
    let depth = 0
    for (let at = index; ; at++) {
      if (text[at] === '(') depth++
      if (text[at] === ')' && --depth === 0) return text.slice(index, at + 1)
      if (at === text.length) throw new Error(`a bracket of ${name} is never closed`)
    }
  })
}

/** Calls that name no colour space: nobody reads the pixels of these empty images. */
const EMPTY = /^\s*\w+\.getContext\('2d'\)$|createImageBitmap\(empty(Image\(\))?\)/gm

const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\.tsx?$/.test(name),
)
const calls = (name: string) =>
  files.flatMap((file) => {
    const text = readFileSync(SOURCES + file, 'utf8').replaceAll(EMPTY, '')
    return findCalls(name, text).map((call) => `${file}: ${call.replaceAll(/\s+/g, ' ')}`)
  })

describe('the colour space', () => {
  it('is named wherever a canvas is drawn on', () => {
    const contexts = calls('getContext').filter((call) => call.includes("'2d'"))
    expect(contexts.length).toBeGreaterThan(15)
    expect(contexts.filter((call) => !/SRGB|colorSpace: 'srgb'/.test(call))).toEqual([])
  })

  it('is named wherever a bitmap is made', () => {
    const bitmaps = calls('createImageBitmap')
    expect(bitmaps.length).toBeGreaterThan(5)
    expect(bitmaps.filter((call) => !/CONVERT_COLOURS|colorSpaceConversion: 'default'/.test(call))).toEqual(
      [],
    )
  })
})

/** The same photo with the colours of Display P3, and how far its numbers are from those of sRGB. */
async function inWideGamut(maker: Browser, photo: Buffer, type: string) {
  const page = await maker.newPage()
  try {
    return await page.evaluate(
      async ({ data, type }) => {
        const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
        const bitmap = await createImageBitmap(new Blob([bytes]))
        const { width, height } = bitmap
        const canvas = new OffscreenCanvas(width, height)
        canvas.getContext('2d', { colorSpace: 'display-p3' })?.drawImage(bitmap, 0, 0)
        const wide = await canvas.convertToBlob({ type, quality: 0.98 })
        const numbers = async (blob: Blob, colorSpaceConversion: 'default' | 'none') => {
          const context = new OffscreenCanvas(width, height).getContext('2d')
          context?.drawImage(await createImageBitmap(blob, { colorSpaceConversion }), 0, 0)
          return context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray()
        }
        const [said, raw] = [await numbers(wide, 'default'), await numbers(wide, 'none')]
        const moved = said.reduce((sum, value, i) => sum + Math.abs(value - raw[i]!), 0) / said.length
        const text = Array.from(new Uint8Array(await wide.arrayBuffer()), (byte) => String.fromCharCode(byte))
        return { moved, base64: btoa(text.join('')) }
      },
      { data: photo.toString('base64'), type },
    )
  } finally {
    await page.close()
  }
}

describe('a photo of a wide gamut', () => {
  const browser = useBrowser()

  it.each(['image/png', 'image/jpeg'] as const)('has the points that it has in sRGB, as %s', async (type) => {
    const still = await cut(browser(), sample(6), { ...ONE_FACE, type })
    const { moved, base64 } = await inWideGamut(browser(), still, type)
    // Its numbers mean other colours than they would in sRGB.
    expect(moved).toBeGreaterThan(1)
    const { page, problems } = await visit(browser(), { query: '?variant=wing&backend=wasm' })
    await engineReady(page)
    const plain = await openPhoto(page, 'plain', type, still)
    const wide = await openPhoto(page, 'wide', type, Buffer.from(base64, 'base64'))
    expect(apart(wide.faces[0]!.landmarks, plain.faces[0]!.landmarks)).toBeLessThan(0.003)
    expect(problems).toEqual([])
  })
})
