import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Point } from '../../src/geometry/point.ts'
import { serve } from '../../src/command/server.ts'
import { useBrowser } from '../support/browsing.ts'
import { cut, ONE_FACE, sample, withOrientation } from '../support/faces.ts'
import { openLibrary, PHOTO } from '../support/library-page.ts'
import { apart } from '../support/visit.ts'

const browser = useBrowser()
let page: Page
/** A JPEG of one face, 640 x 480, and the same with its pixels turned and an orientation that turns them back. */
let photo: string
let turned: string

beforeAll(async () => {
  page = await openLibrary(browser())
  await page.evaluate(() => window.library.start({ backend: 'wasm', variant: 'lite' }))
  const upright = await cut(browser(), sample(6), ONE_FACE)
  photo = upright.toString('base64')
  const left = await cut(browser(), sample(6), { ...ONE_FACE, turns: 1 })
  turned = withOrientation(left, 6).toString('base64')
})

afterAll(() => page?.close())

const KINDS = [
  'blob',
  'image data',
  'bitmap',
  'video frame',
  'image element',
  'canvas',
  'offscreen canvas',
  'video element',
] as const

/** Landmarks of the photo's face, given to `detect` as each kind of source; and whether the source is still usable. */
async function detectAs(kind: (typeof KINDS)[number], data: string) {
  return page.evaluate(
    async ({ kind, data }) => {
      const blob = await (await fetch(`data:image/jpeg;base64,${data}`)).blob()
      const bitmap = await createImageBitmap(blob)
      const { width, height } = bitmap
      const canvas = Object.assign(document.createElement('canvas'), { width, height })
      const context = canvas.getContext('2d')
      context?.drawImage(bitmap, 0, 0)
      if (!context) throw new Error('no canvas')
      const off = new OffscreenCanvas(width, height)
      off.getContext('2d')?.drawImage(bitmap, 0, 0)
      const image = new Image()
      const openVideo = async () => {
        const video = Object.assign(document.createElement('video'), { muted: true })
        video.srcObject = canvas.captureStream(30)
        const draw = setInterval(() => context.drawImage(bitmap, 0, 0), 30)
        await video.play()
        await new Promise((resolve) => video.requestVideoFrameCallback(resolve))
        clearInterval(draw)
        return video
      }
      const openImage = async () => {
        image.src = `data:image/jpeg;base64,${data}`
        await image.decode()
        return image
      }
      const sources = {
        blob: () => blob,
        'image data': () => context.getImageData(0, 0, width, height),
        bitmap: () => bitmap,
        'video frame': () => new VideoFrame(bitmap, { timestamp: 0 }),
        'image element': openImage,
        canvas: () => canvas,
        'offscreen canvas': () => off,
        'video element': openVideo,
      }
      const source = await sources[kind]()
      const once = await window.library.started().detect(source)
      // The caller's source is neither closed nor transferred.
      const again = await window.library.started().detect(source)
      if (source instanceof VideoFrame) source.close()
      return [once, again].map(({ faces }) => faces.map(({ landmarks }) => landmarks))
    },
    { kind, data },
  )
}

const BAD_SOURCES = [
  'an empty file',
  'a file that is no image',
  'a closed bitmap',
  'an image that has not loaded',
  'a video that has not loaded',
  'no image at all',
] as const

let expected: readonly Point[]

describe('detect', () => {
  it.each(KINDS)('takes a %s', async (kind) => {
    const [once, again] = await detectAs(kind, photo)
    expected ??= once![0]!
    expect([once!.length, again!.length]).toEqual([1, 1])
    // A video's colours are encoded anew.
    expect(apart(once![0]!, expected)).toBeLessThan(kind === 'video element' ? 0.02 : 0.002)
    expect(apart(again![0]!, once![0]!)).toBeLessThan(0.002)
  })

  it('turns a file as its EXIF orientation says', async () => {
    const [landmarks] = (await detectAs('blob', turned))[0]!
    expect(apart(landmarks!, expected)).toBeLessThan(0.02)
  })

  it.each(BAD_SOURCES)('refuses %s with a sentence', async (kind) => {
    const error = await page.evaluate(async (kind) => {
      const closed = await createImageBitmap(new ImageData(4, 4))
      closed.close()
      const sources = {
        'an empty file': new Blob([]),
        'a file that is no image': new Blob(['no image'], { type: 'image/png' }),
        'a closed bitmap': closed,
        'an image that has not loaded': new Image(),
        'a video that has not loaded': document.createElement('video'),
        'no image at all': 'photo.jpg' as unknown as Blob,
      }
      const reason: unknown = await window.library
        .started()
        .detect(sources[kind])
        .catch((thrown: unknown) => thrown)
      return reason instanceof Error && { code: (reason as { code?: string }).code, message: reason.message }
    }, kind)
    expect(error).toMatchObject({ code: 'source' })
    expect(error && error.message.length).toBeGreaterThan(20)
    const [faces] = await detectAs('blob', photo)
    expect(faces).toHaveLength(1)
  })
})

describe('an image of another site', () => {
  it('is refused with a sentence if the site does not let the page read it', async () => {
    const { url, server } = await serve({
      '/': fileURLToPath(new URL('../../node_modules/@vladmandic/face-api/demo', import.meta.url)),
    })
    const error = await page.evaluate(async (address) => {
      const image = new Image()
      image.src = address
      await image.decode()
      const reason: unknown = await window.library
        .started()
        .detect(image)
        .catch((thrown: unknown) => thrown)
      return reason instanceof Error && { code: (reason as { code?: string }).code, message: reason.message }
    }, `${url}/sample6.jpg`)
    server.close()
    expect(error).toMatchObject({ code: 'source' })
    expect(error && error.message).toContain('another site')
  })
})

describe('an aborted signal', () => {
  const countTensors = () =>
    page.evaluate(async (address) => {
      await window.library.detect(address)
      return window.library.started().tensors
    }, PHOTO)

  it('ends a detection at once, with its reason, and the worker goes on with the next', async () => {
    const before = await countTensors()
    const outcome = await page.evaluate(async (address) => {
      const blob = await (await fetch(address)).blob()
      const landmarker = window.library.started()
      // With many small tiles the search alone takes seconds.
      const whole = performance.now()
      await landmarker.detect(blob, { smallestFace: 0.03 })
      const wholeMs = performance.now() - whole
      const controller = new AbortController()
      const answer = landmarker.detect(blob, { smallestFace: 0.03, signal: controller.signal })
      setTimeout(() => controller.abort(), wholeMs / 5)
      const error: unknown = await answer.catch((reason: unknown) => reason)
      const aborted = performance.now()
      const { faces } = await landmarker.detect(blob)
      const nextMs = performance.now() - aborted
      const usual = performance.now()
      await landmarker.detect(blob)
      const usualMs = performance.now() - usual
      return {
        name: error instanceof DOMException ? error.name : String(error),
        isReason: error === controller.signal.reason,
        faces: faces.length,
        wholeMs,
        nextMs,
        usualMs,
      }
    }, PHOTO)
    const { wholeMs, nextMs, usualMs, ...rest } = outcome
    console.log(
      `whole ${wholeMs.toFixed()} ms, next after the abort ${nextMs.toFixed()} ms, usual ${usualMs.toFixed()} ms`,
    )
    expect(rest).toEqual({ name: 'AbortError', isReason: true, faces: 4 })
    expect(await countTensors()).toBe(before)
  })

  it('that was aborted before rejects without any work', async () => {
    const outcomes = await page.evaluate(async (address) => {
      const blob = await (await fetch(address)).blob()
      const landmarker = window.library.started()
      const signal = AbortSignal.abort(new Error('not now'))
      const square = { centre: [100, 100], side: 50, roll: 0 } as const
      const message = async (work: () => unknown) => {
        try {
          await work()
          return 'done'
        } catch (error) {
          return error instanceof Error ? error.message : String(error)
        }
      }
      return [
        await message(() => landmarker.detect(blob, { signal })),
        await message(() => landmarker.landmarks(blob, [square], { signal })),
        await message(() => landmarker.use(['lite'], undefined, signal)),
        await message(() => landmarker.track(document.createElement('video'), () => undefined, { signal })),
      ]
    }, PHOTO)
    expect(outcomes).toEqual(['not now', 'not now', 'not now', 'not now'])
  })

  it('ends a change of variants, which stay as they were', async () => {
    const variants = await page.evaluate(async () => {
      const landmarker = window.library.started()
      const controller = new AbortController()
      const changing = landmarker.use(['wing'], () => controller.abort(), controller.signal)
      const error: unknown = await changing.catch((reason: unknown) => reason)
      const square = { centre: [64, 64], side: 64, roll: 0 } as const
      // Long enough for the weights, which still come and are kept.
      await landmarker.use(['lite', 'wing'])
      await landmarker.use(['lite'])
      const { faces } = await landmarker.landmarks(new ImageData(128, 128), [square])
      return [error === controller.signal.reason, ...landmarker.variants, ...Object.keys(faces[0]!.variants)]
    })
    expect(variants).toEqual([true, 'lite', 'lite'])
  })

  it('ends a tracking', async () => {
    const seen = await page.evaluate(async (address) => {
      const bitmap = await createImageBitmap(await (await fetch(address)).blob())
      const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 })
      const context = canvas.getContext('2d')
      const draw = setInterval(() => context?.drawImage(bitmap, -960, -290), 30)
      const video = Object.assign(document.createElement('video'), { muted: true })
      video.srcObject = canvas.captureStream(30)
      await video.play()
      const controller = new AbortController()
      const errors: unknown[] = []
      let frames = 0
      await new Promise<void>((resolve) => {
        window.library.started().track(
          video,
          () => {
            if (++frames < 3) return
            controller.abort()
            resolve()
          },
          { signal: controller.signal, onError: (error) => errors.push(error) },
        )
      })
      await new Promise((resolve) => setTimeout(resolve, 500))
      clearInterval(draw)
      return { frames, errors: errors.length }
    }, PHOTO)
    expect(seen).toEqual({ frames: 3, errors: 0 })
  })

  it('ends the start, and nothing of it remains', async () => {
    const workers = page.workers().length
    const outcome = await page.evaluate(async () => {
      const outcomes: unknown[] = []
      const other = window.library.create
      const during = new AbortController()
      const starting = other({
        backend: 'wasm',
        cache: false,
        signal: during.signal,
        progress: () => during.abort(),
      })
      outcomes.push((await starting.catch((error: unknown) => error)) === during.signal.reason)
      const before = AbortSignal.abort()
      outcomes.push((await other({ signal: before }).catch((error: unknown) => error)) === before.reason)
      return outcomes
    })
    expect(outcome).toEqual([true, true])
    await expect.poll(() => page.workers().length).toBe(workers)
  })
})
