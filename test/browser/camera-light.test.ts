import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { keepStreams, tracksOn, useBrowser } from '../support/browsing.ts'
import { sample } from '../support/faces.ts'
import { engineReady, inspect, inspectFace, openPhoto, type Visit, visit } from '../support/visit.ts'

const browser = useBrowser(() => ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'])
let open: Visit | undefined

/** The steps from the button to a running camera that a browser may hold up or refuse. */
const STEPS = ['open', 'list', 'play'] as const
type Step = (typeof STEPS)[number]

/** Control of the steps of the camera's start: a test holds one and lets it continue or fail. */
interface Held {
  hold?: Step
  /** Steps held at the moment; each continues with `undefined` and fails with an error. */
  held: { step: Step; end(error?: DOMException): void }[]
}

/** Before the page is opened: every step of the camera's start can be held. */
async function holdable(page: Page): Promise<void> {
  await keepStreams(page)
  await page.addInitScript(() => {
    const control = window as unknown as Held
    control.held = []
    const wrap = <T extends object>(owner: T, key: keyof T, step: Step) => {
      const own = owner[key] as unknown as (...given: unknown[]) => Promise<unknown>
      Object.assign(owner, {
        async [key](this: unknown, ...given: unknown[]) {
          const result = await own.apply(this, given)
          if (control.hold !== step) return result
          return new Promise((resolve, reject) => {
            const end = (error?: DOMException) => {
              if (!error) return resolve(result)
              // A browser that refuses a camera has not switched it on.
              if (result instanceof MediaStream) for (const track of result.getTracks()) track.stop()
              reject(error)
            }
            control.held.push({ step, end })
          })
        },
      })
    }
    wrap(MediaDevices.prototype, 'getUserMedia', 'open')
    wrap(MediaDevices.prototype, 'enumerateDevices', 'list')
    wrap(HTMLMediaElement.prototype, 'play', 'play')
  })
}

const hold = (page: Page, step: Step) =>
  page.evaluate((name) => {
    ;(window as unknown as Held).hold = name
  }, step)

const isHeld = (page: Page) =>
  vi.waitUntil(() => page.evaluate(() => (window as unknown as Held).held.length > 0), { timeout: 60_000 })

/** Lets go of what is held; as failed, if `fails`. */
const letGo = (page: Page, fails: boolean) =>
  page.evaluate((failing) => {
    const control = window as unknown as Held
    control.hold = undefined
    const error = new DOMException('the device does not answer', 'NotReadableError')
    for (const { end } of control.held.splice(0)) end(failing ? error : undefined)
  }, fails)

/** Waits until nothing is going on any more; then one camera is on if its picture is shown, and else none. */
async function lightTellsTruth(page: Page): Promise<'camera' | 'no camera'> {
  const state = async () => {
    const busy = await page.getByText(/^(Starting the camera|Reading|Finding faces)/).count()
    const shown = await page.getByRole('img', { name: /^Camera with/ }).count()
    return { busy, shown, on: await tracksOn(page) }
  }
  await vi.waitUntil(
    async () => {
      const { busy, shown, on } = await state()
      return busy === 0 && shown === on
    },
    { timeout: 15_000, interval: 100 },
  )
  return (await tracksOn(page)) ? 'camera' : 'no camera'
}

async function begin(step: Step, photoFirst: boolean): Promise<Page> {
  open = await visit(browser(), { query: '?backend=wasm&variant=lite', before: holdable })
  const { page } = open
  await engineReady(page)
  if (photoFirst) await openPhoto(page, 'group.jpg', 'image/jpeg', sample(6))
  await hold(page, step)
  await page.getByRole('button', { name: 'Start camera' }).click()
  await isHeld(page)
  return page
}

const giveBadPhoto = (page: Page) =>
  page
    .getByLabel('Photo', { exact: true })
    .setInputFiles({ name: 'bad.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no photo') })

describe.each([
  ['over a photo', true],
  ['over nothing', false],
] as const)('a camera that starts %s', (_, photoFirst) => {
  it.each(['open', 'play'] as const)(
    'is off when it fails to %s, and starts when asked again',
    async (step) => {
      const page = await begin(step, photoFirst)
      await letGo(page, true)
      await page.getByRole('alert').getByText('The camera is in use by another app').waitFor()
      expect(await lightTellsTruth(page)).toBe('no camera')
      await page.getByRole('button', { name: 'Start camera' }).click()
      await page.getByRole('img', { name: /^Camera with/ }).waitFor()
      expect(await lightTellsTruth(page)).toBe('camera')
    },
  )

  it('runs where the browser does not list its cameras', async () => {
    const page = await begin('list', photoFirst)
    await letGo(page, true)
    await page.getByRole('img', { name: /^Camera with/ }).waitFor()
    expect(await lightTellsTruth(page)).toBe('camera')
    expect(open?.problems).toEqual([])
  })

  it.each(STEPS)('tells the truth after a photo that cannot be opened, given at step %s', async (step) => {
    const page = await begin(step, photoFirst)
    await giveBadPhoto(page)
    await page.getByRole('alert').getByText('bad.jpg could not be read').waitFor()
    if (step !== 'list') expect(await tracksOn(page)).toBe(step === 'open' ? 1 : 0)
    await letGo(page, false)
    await lightTellsTruth(page)
    // A photo afterwards is shown as ever.
    await openPhoto(page, 'group.jpg', 'image/jpeg', sample(6))
    // A picture of the camera may have been under way when the photo was given.
    expect((await inspectFace(page)).faces).toHaveLength(4)
    expect(await lightTellsTruth(page)).toBe('no camera')
  })

  it.each(STEPS)('is off after another view was opened at step %s', async (step) => {
    const page = await begin(step, photoFirst)
    await page.getByRole('link', { name: 'About' }).click()
    await letGo(page, false)
    await vi.waitUntil(async () => (await tracksOn(page)) === 0, { timeout: 15_000 })
    await page.getByRole('link', { name: 'Live' }).click()
    expect(await lightTellsTruth(page)).toBe('no camera')
  })
})

describe('a camera that runs', () => {
  it('is off when the one that was to take its place fails to play', async () => {
    open = await visit(browser(), { query: '?backend=wasm&variant=lite', before: holdable })
    const { page } = open
    await page.getByRole('button', { name: 'Start camera' }).click()
    await inspect(page, 2)
    await hold(page, 'play')
    await page
      .getByRole('combobox', { name: 'Camera' })
      .evaluate((list) => list.dispatchEvent(new Event('change', { bubbles: true })))
    await isHeld(page)
    await letGo(page, true)
    await page.getByRole('alert').getByText('The camera is in use by another app').waitFor()
    expect(await lightTellsTruth(page)).toBe('no camera')
  })

  it('goes on after a photo that cannot be opened', async () => {
    open = await visit(browser(), { query: '?backend=wasm&variant=lite', before: keepStreams })
    const { page } = open
    await page.getByRole('button', { name: 'Start camera' }).click()
    const { frames } = await inspect(page, 2)
    await giveBadPhoto(page)
    await page.getByRole('alert').getByText('bad.jpg could not be read').waitFor()
    await inspect(page, frames + 5)
    expect(await lightTellsTruth(page)).toBe('camera')
  })
})
