import { describe, expect, it } from 'vitest'
import { launchBrowser } from '../../src/command/browser.ts'
import { useBrowser } from '../support/browsing.ts'
import { sample } from '../support/faces.ts'
import { engineReady, openPhoto, visit, type Visit, whileOpen } from '../support/visit.ts'

const browser = useBrowser(() => ['--use-fake-device-for-media-stream'])
let open: Visit | undefined

/** After the sentence, the page takes a photo as if nothing had been. */
async function goesOn({ page, problems }: Visit): Promise<void> {
  const { faces } = await openPhoto(page, 'group.jpg', 'image/jpeg', sample(6))
  expect(faces).toHaveLength(4)
  expect(await page.getByRole('alert').count()).toBe(0)
  expect(problems).toEqual([])
}

describe('a camera that does not start', () => {
  it('says that it was refused', async () => {
    open = await visit(browser())
    await open.page.getByRole('button', { name: 'Start camera' }).click()
    await open.page.getByRole('alert').getByText('Camera access was denied. Allow it').waitFor()
    await goesOn(open)
  })

  it('says that there is none', async () => {
    const bare = await launchBrowser(['--use-fake-ui-for-media-stream'])
    try {
      const here = await visit(bare)
      await here.page.getByRole('button', { name: 'Start camera' }).click()
      await here.page.getByRole('alert').getByText('No camera found. Connect one').waitFor()
      await goesOn(here)
    } finally {
      await bare.close()
    }
  })

  it('says that another program has it', async () => {
    open = await visit(browser(), {
      // No flag of Chromium makes a camera busy; this is what it throws then.
      before: (page) =>
        page.addInitScript(() => {
          navigator.mediaDevices.getUserMedia = () =>
            Promise.reject(new DOMException('Could not start video source', 'NotReadableError'))
        }),
    })
    await open.page.getByRole('button', { name: 'Start camera' }).click()
    await open.page.getByRole('alert').getByText('The camera is in use by another app').waitFor()
    await goesOn(open)
  })
})

describe('networks that do not start', () => {
  it('says that the weights are missing, instead of waiting for ever, and loads them when asked', async () => {
    open = await visit(browser(), {
      before: (page) => page.route('**/*.bin', (route) => route.fulfill({ status: 404 })),
    })
    const { page } = open
    await page.getByText('The weights of "lite" could not be loaded').waitFor()
    await page.unroute('**/*.bin')
    await page.getByRole('button', { name: 'Try again' }).click()
    await engineReady(page)
    const { faces } = await openPhoto(page, 'group.jpg', 'image/jpeg', sample(6))
    expect(faces).toHaveLength(4)
  })

  it.each([
    ['best here', '', /^wasm: WebGPU found no graphics adapter; WebGL/],
    ['WebGPU asked for', '?backend=webgpu', /^wasm: WebGPU found no graphics adapter$/],
  ])('takes wasm where there is no graphics adapter, and says why, with %s', async (_, query, why) => {
    open = await visit(browser(), {
      query,
      before: (page) =>
        page.route(
          '**/landmarker-worker*.js',
          whileOpen(async (route) => {
            const response = await route.fetch()
            const none = 'GPU.prototype.requestAdapter = () => Promise.resolve(null);'
            await route.fulfill({ response, body: none + (await response.text()) })
          }),
        ),
    })
    await engineReady(open.page)
    await open.page.getByText(why).waitFor()
    await goesOn(open)
  })

  it('says that MediaPipe’s own runtime needs WebGL, in the page and not in a window before it', async () => {
    const bare = await launchBrowser(['--disable-gpu', '--disable-software-rasterizer'])
    try {
      const dialogs: string[] = []
      const { page, problems } = await visit(bare, {
        query: '?detector=mediapipe',
        before: async (page) =>
          page.on('dialog', (dialog) => {
            dialogs.push(dialog.message())
            void dialog.dismiss()
          }),
      })
      await page
        .getByRole('alert')
        .getByText('The detector of MediaPipe needs WebGL, which this browser does not provide.')
        .waitFor({ timeout: 120_000 })
      expect(dialogs).toEqual([])
      expect(problems).toEqual([])
    } finally {
      await bare.close()
    }
  })
})
