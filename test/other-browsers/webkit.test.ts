import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import type { Inspection } from '../../src/app/state/state.ts'
import { VIEWS } from '../../src/app/state/routes.ts'
import { launchBrowser } from '../../src/command/browser.ts'
import { getHeaders } from '../../src/command/build/policy.ts'
import { serve } from '../../src/command/server.ts'
import type { Point } from '../../src/geometry/point.ts'
import { cut, ONE_FACE, sample } from '../support/faces.ts'
import { OnceAgain } from '../support/once-again.ts'
import { apart, pointsIn } from '../support/visit.ts'
import { WEBKIT, WebKit } from '../support/webkit-browser.ts'

const PATIENCE = { timeout: 120_000, interval: 200 }

/**
 * The page's first script, of its own origin as its policy wants. WebDriver tells of nothing that goes wrong,
 * so the page has to. Without a service worker, which would load everything once more, and without motion that a
 * test did not start.
 */
const WATCH = `
window.problems = []
for (const type of ['error', 'unhandledrejection', 'securitypolicyviolation']) {
  addEventListener(type, (event) => problems.push(type + ': ' + (event.message ?? event.reason ?? event.violatedDirective)))
}
const { error } = console
console.error = (...said) => { problems.push('console: ' + said.join(' ')); error(...said) }
delete Navigator.prototype.serviceWorker
const { matchMedia } = window
window.matchMedia = (query) => matchMedia.call(window, query.includes('reduced-motion') ? 'all' : query)
`

const browser = new OnceAgain(WebKit.launch)
const webkit = () => browser.browser
let server: Server
let address: string
let folder: string
let still: Buffer
/** Landmarks that Chromium finds in the still. */
let reference: readonly Point[]

describe.skipIf(!WEBKIT)('WebKit', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wingmark-webkit-'))
    cpSync(inject('dist'), folder, { recursive: true })
    const html = join(folder, 'index.html')
    const text = readFileSync(html, 'utf8')
    writeFileSync(html, text.replace('<script', '<script src="./watch.js"></script><script'))
    writeFileSync(join(folder, 'watch.js'), WATCH)
    const served = await serve({ '/page/': folder }, { headers: getHeaders })
    server = served.server
    address = `${served.url}/page/`

    const maker = await launchBrowser()
    still = await cut(maker, sample(6), ONE_FACE)
    writeFileSync(join(folder, 'still.jpg'), still)
    writeFileSync(join(folder, 'group.jpg'), sample(6))
    reference = await pointsIn(maker, still)
    await maker.close()
    await browser.start()
    console.log(`WebKitGTK ${webkit().version}`)
  })

  afterAll(async () => {
    await browser.close()
    server?.close()
    if (folder) rmSync(folder, { recursive: true, force: true })
  })

  const problems = () => webkit().evaluate(() => (window as unknown as { problems: string[] }).problems)

  /** A test after which nothing has gone wrong on the page; and once the browser may crash in one of them. */
  function test(name: string, work: () => Promise<void>): void {
    it(name, { timeout: 2 * 180_000 }, ({ annotate }) =>
      browser.run(
        name,
        async () => {
          await work()
          expect(await problems()).toEqual([])
        },
        (text) => {
          console.warn(text)
          return annotate(text, 'warning')
        },
      ),
    )
  }

  async function visit(query = ''): Promise<void> {
    await webkit().open(address + query)
    expect(await problems()).toEqual([])
    const ready = () =>
      webkit().evaluate(() =>
        /^wasm: /m.test(document.querySelector<HTMLElement>('[data-testid=backend-info]')?.innerText ?? ''),
      )
    await vi.waitUntil(ready, PATIENCE)
  }

  function inspect(wanted: (seen: Inspection) => boolean): Promise<Inspection> {
    return vi.waitUntil(async () => {
      const seen = await webkit().evaluate(() => window.wingmark ?? null)
      return seen && wanted(seen) ? seen : undefined
    }, PATIENCE)
  }

  async function choosePhoto(name: string): Promise<void> {
    // The driver chooses files for an input that can be seen.
    await webkit().evaluate(() => document.querySelector('[aria-label="Photo"]')?.removeAttribute('hidden'))
    await webkit().type('[aria-label="Photo"]', join(folder, name))
  }

  async function openPhoto(name: string): Promise<Inspection> {
    const frames = await webkit().evaluate(() => window.wingmark?.frames ?? 0)
    await choosePhoto(name)
    return inspect((seen) => seen.frames > frames)
  }

  test('is watched: what goes wrong on the page is noted', async () => {
    await webkit().open(address)
    await webkit().evaluate(() => {
      console.error('one')
      void Promise.reject(new Error('two'))
      setTimeout(() => {
        throw new Error('three')
      })
      document.body.append(Object.assign(new Image(), { src: 'data:,four' }))
    })
    const signs = ['console: one', 'two', 'three', 'securitypolicyviolation: img-src']
    await vi.waitUntil(async () => {
      const noted = (await problems()).join('\n')
      return signs.every((sign) => noted.includes(sign))
    })
    await webkit().open(address)
  })

  test('puts the points of photos where Chromium puts them', async () => {
    await visit('?variant=wing')
    const seen = await openPhoto('still.jpg')
    expect([seen.width, seen.height, seen.faces.length]).toEqual([640, 480, 1])
    const far = apart(seen.faces[0]!.landmarks, reference)
    console.log(`${(100 * far).toFixed(2)}% of the eyes' distance from Chromium; run in the ${seen.place}`)
    expect(far).toBeLessThan(0.01)
    expect((await openPhoto('group.jpg')).faces).toHaveLength(4)
  })

  test('plays the sample clip, and finds its face', async () => {
    await visit()
    await webkit().evaluate(() => {
      for (const button of document.querySelectorAll('button'))
        if (button.textContent === 'Play the sample clip') button.click()
    })
    const { width, height } = await inspect(({ faces, frames }) => frames > 5 && faces.length === 1)
    expect([width, height]).toEqual([400, 300])
  })

  test('says that the camera shows no face, and lets go of it', async () => {
    await visit()
    await webkit().click('[data-testid=camera]')
    const { frames } = await inspect(({ faces }) => faces.length === 0)
    await inspect((seen) => seen.frames > frames + 5)
    const said = () => webkit().evaluate(() => document.body.innerText)
    await vi.waitUntil(async () => (await said()).includes('No face found. Look at the camera'), PATIENCE)
    expect(await said()).toMatch(/Frames\s+\d+\s+fps/)
    await webkit().click('[data-testid=camera]')
    await vi.waitUntil(
      async () => (await said()).includes('Start the camera, choose, drop or paste a photo'),
      PATIENCE,
    )
  })

  test('follows a face of the camera', async () => {
    await visit('?variant=wing')
    await webkit().evaluate((data) => {
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
      const photo = new Image()
      photo.src = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }))
      const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 })
      const context = canvas.getContext('2d')
      const camera = { shift: 0, stream: canvas.captureStream(20) }
      setInterval(() => context?.drawImage(photo, camera.shift, 0), 50)
      Object.assign(window, { camera })
      MediaDevices.prototype.getUserMedia = () => Promise.resolve(camera.stream)
    }, still.toString('base64'))
    await webkit().click('[data-testid=camera]')
    for (const shift of [0, -8, -16]) {
      const frames = await webkit().evaluate((to) => {
        ;(window as unknown as { camera: { shift: number } }).camera.shift = to
        return window.wingmark?.frames ?? 0
      }, shift)
      const moved = reference.map(([x, y]): Point => [x + shift, y])
      await inspect(
        (seen) =>
          seen.frames > frames + 2 &&
          seen.faces.length === 1 &&
          apart(seen.faces[0]!.landmarks, moved) < 0.03,
      )
    }
    await webkit().click('[data-testid=camera]')
    const states = await webkit().evaluate(() =>
      (window as unknown as { camera: { stream: MediaStream } }).camera.stream
        .getTracks()
        .map(({ readyState }) => readyState),
    )
    expect(states).toEqual(['ended'])
  })

  for (const { id, title, picture } of VIEWS) {
    test(`opens ${title}`, async () => {
      await webkit().open(`${address}?view=${id}`)
      await vi.waitUntil(
        () =>
          webkit().evaluate(() => {
            const text = document.querySelector('main')?.textContent ?? ''
            return text.length > 0 && !text.includes('Loading the view')
          }),
        PATIENCE,
      )
      if (!picture) return
      await choosePhoto('group.jpg')
      await vi.waitUntil(
        () =>
          webkit().evaluate(() =>
            [...document.querySelectorAll('[role="img"]')].some((drawn) =>
              /Photo with 4 faces|the detector’s box/.test(drawn.getAttribute('aria-label') ?? ''),
            ),
          ),
        PATIENCE,
      )
    })
  }

  it('is started again when its process is killed, once', { timeout: 180_000 }, async () => {
    const mortal = new OnceAgain(WebKit.launch)
    await mortal.start()
    const said: string[] = []
    let runs = 0
    const dies = async (when: boolean) => {
      runs++
      await mortal.browser.open(`${address}watch.js`)
      if (when) mortal.browser.crash()
      expect(await mortal.browser.evaluate(() => location.pathname)).toBe('/page/watch.js')
    }
    try {
      await mortal.run(
        'one',
        () => dies(runs === 0),
        (text) => said.push(text),
      )
      expect([runs, said.length]).toEqual([2, 1])
      const second = mortal.run(
        'two',
        () => dies(true),
        (text) => said.push(text),
      )
      await expect(second).rejects.toThrow('crashed a second time, in "two"')
      expect([runs, said.length]).toEqual([3, 1])
    } finally {
      await mortal.close()
    }
  })
})
