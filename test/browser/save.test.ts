import { readFileSync } from 'node:fs'
import { Uint8ArrayReader, ZipReader, TextWriter } from '@zip.js/zip.js'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { parsePts } from '../../src/evaluation/pts.ts'
import { useBrowser } from '../support/browsing.ts'
import { cut, ONE_FACE, sample } from '../support/faces.ts'
import { engineReady, inspect, openPhoto, visit, type Visit, whileOpen } from '../support/visit.ts'

const browser = useBrowser()
let open: Visit

beforeAll(async () => {
  open = await visit(browser(), { query: '?variant=wing', acceptDownloads: true })
  await engineReady(open.page)
  await openPhoto(open.page, 'still.jpg', 'image/jpeg', await cut(browser(), sample(6), ONE_FACE))
})

async function saved(page: Page, format: string): Promise<{ name: string; content: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('group', { name: 'Save' }).getByRole('button', { name: format }).click(),
  ])
  return { name: download.suggestedFilename(), content: readFileSync(await download.path()) }
}

describe('saving', () => {
  it.each(['.pts', 'CSV', 'JSON'])('gives the points that are drawn as %s', async (format) => {
    const { faces } = await inspect(open.page)
    const { name, content } = await saved(open.page, format)
    const text = content.toString()
    let points: readonly (readonly number[])[]
    if (format === '.pts') {
      expect(name).toBe('wingmark-wing-face1.pts')
      points = parsePts(text)
    } else if (format === 'CSV') {
      const [head, ...rows] = text.trim().split('\n')
      expect(head).toBe('face,variant,landmark,x,y,confidence')
      // Wing predicts no confidence.
      expect(rows.every((row) => row.endsWith(','))).toBe(true)
      points = rows.map((row) => row.split(',').slice(3, 5).map(Number))
    } else {
      const parsed = JSON.parse(text) as {
        picture: { width: number; height: number }
        shapes: { variant: string; landmarks: number[][]; pose: Record<string, number> }[]
      }
      expect([parsed.picture.width, parsed.picture.height, parsed.shapes.length]).toEqual([640, 480, 1])
      expect(Object.keys(parsed.shapes[0]!)).toEqual(['face', 'variant', 'landmarks', 'pose'])
      for (const angle of ['yaw', 'pitch', 'roll'])
        expect(Math.abs(parsed.shapes[0]!.pose[angle]!)).toBeLessThan(40)
      points = parsed.shapes[0]!.landmarks
    }
    expect(points).toHaveLength(68)
    for (const [i, [x, y]] of points.entries()) {
      expect(x).toBeCloseTo(faces[0]!.landmarks[i]![0], 2)
      expect(y).toBeCloseTo(faces[0]!.landmarks[i]![1], 2)
    }
  })

  it('gives the points of many faces as one zip, a .pts file for each face and variant', async () => {
    const here = await visit(browser(), {
      query: '?view=compare&variants=wing,lite&backend=wasm',
      acceptDownloads: true,
    })
    const { page } = here
    await engineReady(page)
    const { faces } = await openPhoto(page, 'group.jpg', 'image/jpeg', sample(6))
    expect(faces).toHaveLength(4)
    const names: string[] = []
    page.on('download', (download) => names.push(download.suggestedFilename()))
    const { name, content } = await saved(page, '.pts')
    expect(name).toBe('wingmark-pts.zip')
    const reader = new ZipReader(new Uint8ArrayReader(content))
    const entries = await reader.getEntries()
    const files = faces.flatMap((_, i) =>
      ['wing', 'lite'].map((variant) => `wingmark-${variant}-face${i + 1}.pts`),
    )
    // Lite has a confidence, for which .pts files have no place.
    const zipped = entries.map(({ filename }) => filename)
    expect(zipped.toSorted()).toEqual([...files, 'wingmark-confidence.csv'].sort())
    for (const [i, face] of faces.entries()) {
      for (const variant of ['wing', 'lite']) {
        const entry = entries.find(({ filename }) => filename === `wingmark-${variant}-face${i + 1}.pts`)
        if (!entry || entry.directory) throw new Error(`no file of ${variant} for face ${i + 1}`)
        const points = parsePts(await entry.getData(new TextWriter()))
        expect(points).toHaveLength(68)
        for (const [k, [x, y]] of points.entries()) {
          expect(x).toBeCloseTo(face.variants[variant]![k]![0], 2)
          expect(y).toBeCloseTo(face.variants[variant]![k]![1], 2)
        }
      }
    }
    await reader.close()
    // Further downloads would have begun by now.
    await page.waitForTimeout(500)
    expect(names).toEqual(['wingmark-pts.zip'])
    expect(here.problems).toEqual([])
  })

  it('gives the picture with its overlay as PNG, as large as the photo', async () => {
    const { content } = await saved(open.page, 'PNG')
    expect(content.subarray(1, 4).toString()).toBe('PNG')
    expect([content.readUInt32BE(16), content.readUInt32BE(20)]).toEqual([640, 480])
    expect(open.problems).toEqual([])
  })
})

describe('weights', () => {
  it('are not downloaded a second time', async () => {
    const asked: string[] = []
    open.page.on('request', (request) => {
      if (request.url().endsWith('.bin')) asked.push(request.url())
    })
    await open.page.reload()
    await engineReady(open.page)
    expect(asked).toEqual([])
  })

  it('are refused when another file stands in their place', async () => {
    const other = await visit(browser(), {
      before: (page) =>
        page.route(
          '**/stage1*.bin',
          whileOpen(async (route) => {
            const response = await route.fetch()
            const body = await response.body()
            body[1000]! ^= 1
            await route.fulfill({ response, body })
          }),
        ),
    })
    await other.page.getByText('is not the expected file').waitFor()
    await other.close()
  })
})
