import type { Browser, Page } from 'playwright-core'
import { joinAnimatedWebp, type WebpFrame } from './animated-webp.ts'

/** Part of the page to record, and the size of the picture, in pixels. */
interface Recording {
  readonly seconds: number
  readonly width: number
  readonly height: number
}

interface ScreencastFrame {
  readonly data: string
  readonly atMs: number
}

const WEBP_QUALITY = 0.6
/** Shortest time between two frames of the picture: the screen may be drawn more often than a README needs. */
const MIN_FRAME_MS = 80

/** Records what the page shows, in the browser's own time. */
async function recordScreen(page: Page, { seconds, width, height }: Recording): Promise<ScreencastFrame[]> {
  const session = await page.context().newCDPSession(page)
  const frames: ScreencastFrame[] = []
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    const atMs = 1000 * (metadata.timestamp ?? 0)
    if (atMs - (frames.at(-1)?.atMs ?? -Infinity) >= MIN_FRAME_MS) frames.push({ data, atMs })
    void session.send('Page.screencastFrameAck', { sessionId })
  })
  await session.send('Page.startScreencast', { format: 'png', maxWidth: width, maxHeight: height })
  await page.waitForTimeout(1000 * seconds)
  await session.send('Page.stopScreencast')
  await session.detach()
  return frames
}

/** Encodes a picture as WebP in a page. */
async function encodeWebp(page: Page, picture: string, { width, height }: Recording): Promise<Uint8Array> {
  const encoded = await page.evaluate(
    async ([data, w, h, quality]) => {
      const png = await (await fetch(`data:image/png;base64,${data}`)).blob()
      const bitmap = await createImageBitmap(png, { colorSpaceConversion: 'default' })
      const canvas = new OffscreenCanvas(w, h)
      const context = canvas.getContext('2d', { colorSpace: 'srgb', alpha: false })
      context?.drawImage(bitmap, 0, 0, w, h)
      const blob = await canvas.convertToBlob({ type: 'image/webp', quality })
      return [...new Uint8Array(await blob.arrayBuffer())]
    },
    [picture, width, height, WEBP_QUALITY] as const,
  )
  return Uint8Array.from(encoded)
}

/** Records a page as an animated WebP picture, each frame as long as it was shown. */
export async function recordMovingPicture(
  browser: Browser,
  page: Page,
  recording: Recording,
): Promise<Buffer> {
  const shown = await recordScreen(page, recording)
  if (shown.length < 2) throw new Error('The page showed fewer than two frames.')
  const encoder = await browser.newPage()
  const frames: WebpFrame[] = []
  for (const [i, { data, atMs }] of shown.entries()) {
    const until = shown.at(i + 1)?.atMs ?? atMs + MIN_FRAME_MS
    const webp = await encodeWebp(encoder, data, recording)
    frames.push({ webp, durationMs: Math.round(until - atMs) })
  }
  await encoder.close()
  return joinAnimatedWebp(frames, recording.width, recording.height)
}
