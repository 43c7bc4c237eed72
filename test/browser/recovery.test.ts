import type { Page, Worker } from 'playwright-core'
import { describe, expect, inject, it, vi } from 'vitest'
import { cameraShowing, useBrowser } from '../support/browsing.ts'
import { sample } from '../support/faces.ts'
import {
  engineReady,
  inspect,
  inspectFace,
  openPhoto,
  visit,
  type Visit,
  whileOpen,
} from '../support/visit.ts'

const browser = useBrowser(cameraShowing)
let open: Visit | undefined

async function live(query = '', before?: (page: Page) => Promise<unknown>): Promise<Page> {
  open = await visit(browser(), { query, before })
  await open.page.getByRole('button', { name: 'Start camera' }).click()
  await inspectFace(open.page, 2)
  return open.page
}

function findWorker(page: Page, name: string): Promise<Worker> {
  return vi.waitUntil(() => page.workers().find((worker) => worker.url().includes(name)), { timeout: 30_000 })
}

/** The camera goes on: a face in pictures that are drawn after now. */
async function goesOn(page: Page): Promise<void> {
  const { frames } = await inspect(page)
  const later = await inspectFace(page, frames + 5)
  expect(later.faces).toHaveLength(1)
}

/** The browser says so of the frame that a killed worker had, which nobody could close. */
const LOST_FRAME = 'A VideoFrame was garbage collected'

const problemsBut = (expected: string) => open?.problems.filter((problem) => !problem.includes(expected))

/** Shortens the interval of the heartbeats from five seconds to one; test/unit/silent-worker.test.ts tests the five. */
const lookOften = (page: Page) =>
  page.addInitScript(() => {
    const { setInterval } = window
    const faster = (handler: TimerHandler, ms?: number, ...given: unknown[]) =>
      setInterval(handler, ms === 5000 ? 1000 : ms, ...given)
    Object.assign(window, { setInterval: faster })
  })

describe('a worker that is killed', () => {
  it('is replaced, and the camera goes on', async () => {
    const page = await live('?backend=wasm&variant=wing', lookOften)
    const engine = await findWorker(page, 'landmarker-worker')
    await engine.evaluate(() => self.close()).catch(() => undefined)
    await page
      .getByRole('alert')
      .getByText(/The networks were restarted on wasm because a worker no longer responds/)
      .waitFor({ timeout: 120_000 })
    await goesOn(page)
    await page.getByRole('button', { name: 'Dismiss' }).click()
    expect(await page.getByRole('alert').count()).toBe(0)
    expect(problemsBut(LOST_FRAME)).toEqual([])
  })
})

describe('a graphics device that is lost', () => {
  it('is asked for again; lost twice, the next backend takes over', async () => {
    // Keeps the device where the test can destroy it, as a driver's reset does.
    const page = await live('?backend=webgpu&variant=lite', (page) =>
      page.route(
        '**/landmarker-worker*.js',
        whileOpen(async (route) => {
          const response = await route.fetch()
          const keep = `const request = GPUAdapter.prototype.requestDevice
GPUAdapter.prototype.requestDevice = async function (...given) { return (self.device = await request.apply(this, given)) };`
          await route.fulfill({ response, body: keep + (await response.text()) })
        }),
      ),
    )
    for (const backend of ['webgpu', 'wasm']) {
      const engine = await findWorker(page, 'landmarker-worker')
      await engine.evaluate(() => (self as unknown as { device: GPUDevice }).device.destroy())
      await page
        .getByRole('alert')
        .getByText(`The networks were restarted on ${backend} because the graphics device was lost`)
        .waitFor({ timeout: 120_000 })
      await goesOn(page)
    }
    expect((await inspect(page)).backend).toBe('wasm')
    await page.getByRole('button', { name: 'Stop camera' }).click()
    const photo = await openPhoto(page, 'group.jpg', 'image/jpeg', sample(6))
    expect(photo.faces).toHaveLength(4)
    expect(open?.problems).toEqual([])
  })
})

describe('a page that sleeps', () => {
  it('goes on with the camera when it wakes', async () => {
    const page = await live('?backend=wasm&variant=wing')
    const session = await page.context().newCDPSession(page)
    await session.send('Page.setWebLifecycleState', { state: 'frozen' })
    await new Promise((resolve) => setTimeout(resolve, 3000))
    await session.send('Page.setWebLifecycleState', { state: 'active' })
    await goesOn(page)
    expect(await page.getByRole('alert').count()).toBe(0)
    expect(open?.problems).toEqual([])
  })
})

describe('a stream that changes', () => {
  /** The page's camera is a canvas that the test can resize and end. */
  const fromCanvas = (page: Page) =>
    page.addInitScript((photo) => {
      const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0))
      const loading = createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }))
      navigator.mediaDevices.getUserMedia = async () => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 })
        const context = canvas.getContext('2d')
        const picture = await loading
        setInterval(() => {
          // One face in the middle, as large whatever the canvas.
          const [left, top] = [(canvas.width - 640) / 2, (canvas.height - 480) / 2]
          context?.drawImage(picture, 960, 290, 520, 390, left, top, 640, 480)
        }, 50)
        const stream = canvas.captureStream(20)
        Object.assign(window, { camera: { canvas, stream } })
        return stream
      }
    }, sample(6).toString('base64'))
  interface WithCamera {
    readonly camera: { canvas: HTMLCanvasElement; stream: MediaStream }
  }

  it('in size is followed', async () => {
    open = await visit(browser(), { query: '?backend=wasm&variant=wing', before: fromCanvas })
    const { page } = open
    await page.getByRole('button', { name: 'Start camera' }).click()
    await inspectFace(page, 2)
    await page.evaluate(() => {
      const { canvas } = (window as unknown as WithCamera).camera
      Object.assign(canvas, { width: 480, height: 640 })
    })
    await vi.waitUntil(async () => (await inspect(page)).width === 480, { timeout: 60_000, interval: 100 })
    await goesOnWithFaces(page)
    expect(open.problems).toEqual([])
  })

  it('that ends is reported, and the camera can be started again', async () => {
    open = await visit(browser(), { query: '?backend=wasm&variant=wing', before: fromCanvas })
    const { page } = open
    await page.getByRole('button', { name: 'Start camera' }).click()
    await inspectFace(page, 2)
    await page.evaluate(() => {
      const track = (window as unknown as WithCamera).camera.stream.getVideoTracks()[0]!
      // What unplugging it, or taking the permission back, does.
      track.stop()
      track.dispatchEvent(new Event('ended'))
    })
    await page
      .getByRole('alert')
      .getByText('The camera was disconnected. Connect it and start again')
      .waitFor()
    await page.getByRole('button', { name: 'Start camera' }).click()
    await goesOnWithFaces(page)
    expect(open.problems).toEqual([])
  })

  async function goesOnWithFaces(page: Page): Promise<void> {
    const frames = (await inspect(page)).frames
    expect((await inspectFace(page, frames + 3)).faces.length).toBeGreaterThan(0)
  }
})

describe('files that are not what they should be', () => {
  const faults: [string, (body: Buffer) => Buffer, RegExp][] = [
    ['truncated', (body) => body.subarray(0, 1000), /has 1000 bytes instead of/],
    [
      'altered',
      (body) => Buffer.concat([body.subarray(0, -1), Buffer.from([body[body.length - 1]! ^ 1])]),
      /is not the expected file \(its SHA-256 differs\)/,
    ],
  ]

  it.each(faults)('weights that are %s are refused, and loaded again when asked', async (_, spoil, said) => {
    let spoilt = true
    open = await visit(browser(), {
      before: (page) =>
        page.route(
          '**/stage2*.bin',
          whileOpen(async (route) => {
            const response = await route.fetch()
            const body = await response.body()
            await route.fulfill({ response, body: spoilt ? spoil(body) : body })
          }),
        ),
    })
    const { page } = open
    await page.getByRole('alert').getByText(said).waitFor({ timeout: 60_000 })
    spoilt = false
    await page.getByRole('button', { name: 'Try again' }).click()
    await engineReady(page)
    expect((await openPhoto(page, 'group.jpg', 'image/jpeg', sample(6))).faces).toHaveLength(4)
    expect(open.problems).toEqual([])
  })

  it('WASM that is refused gives way to WebGL', async () => {
    open = await visit(browser(), {
      before: (page) => page.route('**/tfjs-backend-wasm*.wasm', (route) => route.fulfill({ status: 403 })),
    })
    await open.page
      .locator('[data-testid=backend-info]')
      .getByText(/^webgl: .*wasm did not start/)
      .waitFor({ timeout: 120_000 })
  })

  it('a full disk costs a download the next time, not the page', async () => {
    open = await visit(browser(), {
      before: async (page) => {
        const session = await page.context().newCDPSession(page)
        const { origin } = new URL(inject('page'))
        await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 })
      },
    })
    const { page } = open
    await engineReady(page)
    expect((await openPhoto(page, 'group.jpg', 'image/jpeg', sample(6))).faces).toHaveLength(4)
    expect(open.problems).toEqual([])
  })
})
