import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import { rotate, type Point } from '../../src/geometry/point.ts'
import { fitSimilarity, computeRoll } from '../../src/geometry/similarity.ts'
import { cameraShowing, keepStreams, useBrowser, type WithStreams } from '../support/browsing.ts'
import { cut, ONE_FACE, ptsText, sample } from '../support/faces.ts'
import { apart, engineReady, givePhoto, inspect, openPhoto, visit, type Visit } from '../support/visit.ts'

const LONG = { timeout: 300_000 }
/** Distance by which the lips are moved down, in pixels of a frame. */
const LOWERED = 12
const LIPS = Array.from({ length: 12 }, (_, i) => 48 + i)

let open: Visit | undefined
let still: Buffer
const browser = useBrowser(() =>
  cameraShowing(async (maker) => {
    still = await cut(maker, sample(6), ONE_FACE)
    // A face that wanders and comes nearer: no two frames alike.
    const shots: Buffer[] = []
    for (let i = 0; i < 8; i++) {
      const turn = (2 * Math.PI * i) / 8
      const near = 1 + 0.05 * Math.sin(2 * turn)
      const left = ONE_FACE.left + 12 * Math.sin(turn)
      const top = ONE_FACE.top + 8 * Math.cos(turn)
      const part = { left, top, width: ONE_FACE.width * near, height: ONE_FACE.height * near }
      shots.push(await cut(maker, sample(6), { ...ONE_FACE, ...part }))
    }
    return shots.flatMap((shot) => Array<Buffer>(6).fill(shot))
  }),
)

const frames = (page: Page) => page.getByRole('group', { name: 'Recorded frames' }).getByRole('button')

/** Waits until the networks are there, of which this view says nothing once they are. */
async function engineLoaded(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Import a file' }).waitFor(LONG)
  await page.getByText(/Loading the networks|Warming up/).waitFor({ state: 'detached', ...LONG })
}

/** Waits in the page itself: on a busy machine all frames could be recorded before a look from outside. */
function recorded(page: Page, count: number): Promise<void> {
  return page.evaluate(
    (least) =>
      new Promise<void>((resolve) => {
        const look = () => {
          const { length } = document.querySelectorAll('[aria-label="Recorded frames"] button')
          if (length < least) setTimeout(look, 20)
          else resolve()
        }
        look()
      }),
    count,
  )
}

/** Records until there are at least so many frames. */
async function record(page: Page, count: number): Promise<void> {
  await page.getByRole('button', { name: 'Start camera' }).click()
  await page.getByRole('img', { name: 'Camera with one face' }).waitFor(LONG)
  await page.getByRole('button', { name: 'Record 50 frames' }).click()
  await frames(page)
    .nth(count - 1)
    .waitFor(LONG)
  const said = page.getByText(/\d+ frames recorded; the camera is off/)
  const stop = page.getByRole('button', { name: 'Stop here' })
  // A busy machine takes so long over a click that the recording may have ended by itself.
  while (!(await said.isVisible())) await stop.click({ timeout: 2000 }).catch(() => undefined)
}

/** Reads the landmarks of the displayed frame, in its pixels. */
function landmarks(page: Page): Promise<Point[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<SVGCircleElement>('[data-testid=frame] circle')].map(
      ({ cx, cy }): [number, number] => [cx.baseVal.value, cy.baseVal.value],
    ),
  )
}

/** Moves the outer lips down on the frame on the screen. */
async function lowerLips(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Point' }).selectOption('57')
  await page.getByRole('button', { name: 'Its feature' }).click()
  await page.getByRole('application').focus()
  await page.keyboard.press('Shift+ArrowDown')
  for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowDown')
}

async function trained(page: Page): Promise<{ before: number; after: number }> {
  await page.getByRole('button', { name: 'Save as a variant' }).waitFor(LONG)
  const text = await page
    .getByRole('table', { name: 'Error on the held-out frame you corrected' })
    .innerText()
  const [before, after] = [...text.matchAll(/([\d.]+)%/g)].map(([, number]) => Number(number))
  return { before: before!, after: after! }
}

/**
 * Measures how far the lips of one variant lie below those of Wing in the still, and all other points from theirs; in
 * inter-ocular distances.
 */
async function difference(page: Page, variant: string) {
  await openPhoto(page, 'still.jpg', 'image/jpeg', still)
  // A variant chosen a moment ago joins when its weights are there.
  const { wing, [variant]: other } = await vi.waitUntil(async () => {
    const { faces } = await inspect(page)
    return variant in faces[0]!.variants && faces[0]!.variants
  }, LONG)
  const eyes = Math.hypot(wing![45]![0] - wing![36]![0], wing![45]![1] - wing![36]![1])
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const rest = wing!.flatMap((_, i) => (i < 48 ? [i] : []))
  return {
    lips: mean(LIPS.map((i) => other![i]![1] - wing![i]![1])) / eyes,
    rest:
      mean(rest.map((i) => Math.hypot(other![i]![0] - wing![i]![0], other![i]![1] - wing![i]![1]))) / eyes,
  }
}

describe('fine-tuning', () => {
  it('records, corrects, trains, keeps over a reload, exports, deletes and imports', async () => {
    open = await visit(browser(), { query: '?view=tune&backend=wasm' })
    const { page, problems } = open
    await record(page, 15)
    const count = await frames(page).count()
    expect(count).toBeGreaterThanOrEqual(15)
    expect(await page.getByRole('button', { name: 'Train' }).isDisabled()).toBe(true)
    await page.getByText('Correct at least one point first.').waitFor()

    // A drag moves the point by as much, and only that one. Frames are mirrored as the camera is.
    const before = await landmarks(page)
    expect(before).toHaveLength(68)
    const chin = page.locator('circle[data-landmark="8"]')
    const box = await chin.boundingBox()
    const picture = await page.getByRole('application').boundingBox()
    if (!box || !picture) throw new Error('nothing to drag')
    const size = await page.evaluate(
      () => document.querySelector<SVGSVGElement>('[data-testid=frame] svg')?.viewBox.baseVal.width ?? 0,
    )
    const scale = picture.width / size
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 20, y + 10, { steps: 3 })
    await page.mouse.move(x + 40, y + 24, { steps: 3 })
    await page.mouse.up()
    const dragged = await landmarks(page)
    for (const [i, [px, py]] of dragged.entries()) {
      expect(px - before[i]![0]).toBeCloseTo(i === 8 ? -40 / scale : 0, 1)
      expect(py - before[i]![1]).toBeCloseTo(i === 8 ? 24 / scale : 0, 1)
    }
    await frames(page)
      .first()
      .and(page.getByRole('button', { name: 'Frame 1, corrected' }))
      .waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(await landmarks(page)).toEqual(before)

    await lowerLips(page)
    const lowered = await landmarks(page)
    for (const i of LIPS) expect(lowered[i]![1] - before[i]![1]).toBeCloseTo(LOWERED, 4)
    // The other frames follow, each with the size and the roll of its face.
    const own = fitSimilarity(MEAN_SHAPE, before)
    await page.getByRole('button', { name: 'Frame 5', exact: true }).click()
    expect(await page.getByRole('application').getAttribute('aria-label')).toContain('Frame 5 of')
    const carried = await landmarks(page)
    await page.getByRole('button', { name: 'Frame 1, corrected' }).click()
    await page.getByRole('button', { name: 'Reset frame' }).click()
    await page.getByRole('button', { name: 'Frame 5', exact: true }).click()
    const tracked = await landmarks(page)
    const there = fitSimilarity(MEAN_SHAPE, tracked)
    const grown = Math.hypot(there.a, there.b) / Math.hypot(own.a, own.b)
    const [dx, dy] = rotate([0, LOWERED * grown], computeRoll(there) - computeRoll(own))
    for (const [i, [px, py]] of carried.entries()) {
      expect(px - tracked[i]![0]).toBeCloseTo(LIPS.includes(i) ? dx : 0, 3)
      expect(py - tracked[i]![1]).toBeCloseTo(LIPS.includes(i) ? dy : 0, 3)
    }
    await page.getByRole('button', { name: 'Undo' }).click()

    // The last fifth is held out; there too the lips follow, but it measures only once somebody has looked.
    const heldFrom = count - Math.floor(count / 5)
    const marked = page
      .getByRole('group', { name: 'Recorded frames' })
      .getByRole('button', { name: 'held out' })
    expect(await marked.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))).toEqual(
      Array.from({ length: count - heldFrom }, (_, i) => `Frame ${heldFrom + 1 + i}, held out`),
    )
    await page.getByText(`Correct one of frames ${heldFrom + 1} to ${count} too`).waitFor()
    expect(await page.getByRole('button', { name: 'Train' }).isDisabled()).toBe(true)
    await marked.first().click()
    const held = await landmarks(page)
    await page.getByRole('button', { name: 'Right as shown' }).click()
    await page.getByRole('button', { name: `Frame ${heldFrom + 1}, corrected, held out` }).waitFor()
    expect(await landmarks(page)).toEqual(held)
    await page.getByText(`frames ${heldFrom + 1} to ${count}, is held out`).waitFor()
    expect(await page.getByRole('button', { name: 'Train' }).isDisabled()).toBe(false)

    // One frame is left out: it says so, and neither trains nor measures.
    await page.getByRole('button', { name: 'Frame 2', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Exclude this frame' }).check()
    await page.getByRole('button', { name: 'Frame 2, excluded' }).waitFor()

    // Cancelled while the frozen layers look, and while the layer trains; the recording stays.
    await page.getByRole('button', { name: 'Train' }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('Cancelled; the recording is still there.').waitFor()
    await page.getByRole('slider', { name: 'Steps' }).fill('1000')
    await page.getByRole('button', { name: 'Train' }).click()
    await page.getByRole('progressbar', { name: 'Training' }).waitFor(LONG)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('Cancelled; the recording is still there.').waitFor()
    expect(await frames(page).count()).toBe(count)
    expect(await page.getByRole('button', { name: 'Save as a variant' }).count()).toBe(0)

    // The recording is still there after a look at another view.
    await page.getByRole('link', { name: 'Losses' }).click()
    await page.getByRole('link', { name: 'Fine-tune' }).click()
    expect(await frames(page).count()).toBe(count)
    expect(new URL(page.url()).searchParams.get('steps')).toBe('1000')
    await page.getByRole('slider', { name: 'Steps' }).fill('300')
    await page.getByRole('button', { name: 'Train' }).click()
    const errors = await trained(page)
    expect(errors.after).toBeLessThan(0.6 * errors.before)
    await page.getByRole('img', { name: /^Mean error of the held-out frames/ }).waitFor()
    await page.getByRole('img', { name: /^Mean loss per coordinate, from .* at step 300$/ }).waitFor()

    await page.getByRole('button', { name: 'Save as a variant' }).click()
    await page.getByText('Saved in this browser as Tuned 1.').waitFor()
    await page.getByRole('button', { name: 'Compare with Wing' }).click()
    const tuned = await difference(page, 'tuned-1')
    // What the lips were moved by, in inter-ocular distances; and the rest stays where it was.
    const wanted = LOWERED / Math.hypot(before[45]![0] - before[36]![0], before[45]![1] - before[36]![1])
    expect(tuned.lips).toBeGreaterThan(0.7 * wanted)
    expect(tuned.lips).toBeLessThan(1.3 * wanted)
    expect(tuned.rest).toBeLessThan(0.25 * wanted)

    await page.reload()
    await engineReady(page)
    expect(new URL(page.url()).searchParams.get('variants')).toBe('wing,tuned-1')
    expect(await page.getByRole('checkbox', { name: 'Tuned 1' }).isChecked()).toBe(true)
    expect(await difference(page, 'tuned-1')).toEqual(tuned)
    const { tensors, frames: drawn } = await inspect(page)
    await openPhoto(page, 'still.jpg', 'image/jpeg', still)
    expect((await inspect(page, drawn + 1)).tensors).toBe(tensors)

    await page.getByRole('link', { name: 'Fine-tune' }).click()
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export Tuned 1' }).click()
    const download = await downloading
    expect(download.suggestedFilename()).toBe('wingmark-tuned-1.json')
    const file = readFileSync(await download.path())
    const { frames: said } = JSON.parse(file.toString()) as { frames: Record<string, number> }
    expect(said).toEqual({
      trained: heldFrom - 1,
      heldOut: 1,
      corrected: 2,
    })
    await page.getByRole('button', { name: 'Delete Tuned 1' }).click()
    await page.getByRole('button', { name: 'Delete Tuned 1' }).waitFor({ state: 'detached' })
    // A link to what is not there any more leads to what is.
    expect(new URL(page.url()).searchParams.get('variants')).toBeNull()
    await page.getByRole('link', { name: 'Compare' }).click()
    expect(await page.getByRole('checkbox', { name: 'Tuned 1' }).count()).toBe(0)

    await page.getByRole('link', { name: 'Fine-tune' }).click()
    const choose = (name: string, buffer: Buffer) =>
      page.getByLabel('Tuned variant').setInputFiles({ name, mimeType: 'application/json', buffer })
    await choose('half.json', file.subarray(0, file.length / 2))
    await page.getByRole('alert').getByText('half.json is not JSON').waitFor()
    await choose('mine.json', file)
    await page.getByText('mine.json was imported as Tuned 1.').waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    await page.getByRole('link', { name: 'Compare' }).click()
    await page.getByRole('checkbox', { name: 'L2' }).uncheck()
    await page.getByRole('checkbox', { name: 'Tuned 1' }).check()
    expect(await difference(page, 'tuned-1')).toEqual(tuned)

    // Evaluate scores it as one more variant: against Wing's own points it is off by what Compare has shown.
    const { wing, 'tuned-1': mine } = (await inspect(page)).faces[0]!.variants
    const folder = mkdtempSync(join(tmpdir(), 'wingmark-tune-'))
    try {
      mkdirSync(join(folder, 'marked'))
      writeFileSync(join(folder, 'marked/still.jpg'), still)
      writeFileSync(join(folder, 'marked/still.pts'), ptsText(wing!))
      await page.getByRole('link', { name: 'Evaluate' }).click()
      await page.getByLabel('Choose folder').setInputFiles(join(folder, 'marked'))
      await page.getByRole('radio', { name: 'detected box' }).check()
      await page.getByRole('checkbox', { name: 'Wing' }).check()
      await page.getByRole('checkbox', { name: 'Tuned 1' }).check()
      await page.getByRole('checkbox', { name: 'Precise' }).uncheck()
      await page.reload()
      expect(new URL(page.url()).searchParams.get('scored')).toBe('wing,tuned-1')
      await page.getByLabel('Choose folder').setInputFiles(join(folder, 'marked'))
      expect(await page.getByRole('checkbox', { name: 'Tuned 1' }).isChecked()).toBe(true)
      await page.getByRole('button', { name: 'Start', exact: true }).click()
      await page.getByText(/^Done: one face/).waitFor(LONG)
      const readNme = (name: string) =>
        page
          .getByRole('table', { name: /In percent/ })
          .getByRole('row')
          .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
          .getByRole('cell')
          .first()
          .innerText()
      expect(await readNme('Wing')).toBe('0.000')
      expect(await readNme('Tuned 1')).toBe((100 * apart(mine!, wing!)).toFixed(3))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    expect(problems).toEqual([])
  }, 900_000)

  it('takes back what was moved, and not a click or a tap that only chose a point', async () => {
    open = await visit(browser(), { query: '?view=tune&backend=wasm&variant=lite' })
    const { page } = open
    await record(page, 3)
    const before = await landmarks(page)
    const computeMiddle = async (landmark: number) => {
      const box = await page.locator(`circle[data-landmark="${landmark}"]`).boundingBox()
      if (!box) throw new Error(`no landmark ${landmark}`)
      return [box.x + box.width / 2, box.y + box.height / 2] as const
    }
    const chosen = () => page.getByRole('combobox', { name: 'Point' }).inputValue()
    // A click, and then one of a hand that trembles as a finger does.
    for (const tremble of [0, 2]) {
      const [x, y] = await computeMiddle(8)
      await page.mouse.move(x, y)
      await page.mouse.down()
      await page.mouse.move(x + 20, y + 10, { steps: 3 })
      await page.mouse.up()
      const dragged = await landmarks(page)
      expect(dragged[8]).not.toEqual(before[8])
      for (const landmark of [36, 45]) {
        const [px, py] = await computeMiddle(landmark)
        await page.mouse.move(px, py)
        await page.mouse.down()
        if (tremble) await page.mouse.move(px + tremble, py - tremble / 2)
        await page.mouse.up()
        expect(await chosen()).toBe(String(landmark))
      }
      expect(await landmarks(page)).toEqual(dragged)
      await page.getByRole('button', { name: 'Undo' }).click()
      expect(await landmarks(page)).toEqual(before)
    }
    expect(open.problems).toEqual([])
  })

  it('shows the usual variants where a link names one that is not in this browser', async () => {
    open = await visit(browser(), { query: '?variant=tuned-3' })
    await engineReady(open.page)
    expect(await open.page.getByRole('radio', { name: 'Lite' }).isChecked()).toBe(true)
    expect(open.problems).toEqual([])
  })

  it('keeps variants of other weights apart, and takes no notice of what is none', async () => {
    open = await visit(browser(), { query: '?view=tune&backend=wasm' })
    const { page } = open
    await engineLoaded(page)
    await page.evaluate(async () => {
      const opening = indexedDB.open('wingmark', 1)
      // As the page makes it when something is first kept.
      opening.onupgradeneeded = () => opening.result.createObjectStore('tuned', { keyPath: 'name' })
      const database = await new Promise<IDBDatabase>((resolve) => {
        opening.onsuccess = () => resolve(opening.result)
      })
      const store = database.transaction('tuned', 'readwrite').objectStore('tuned')
      store.put({
        name: 'tuned-7',
        base: 'wing',
        baseSha256: 'of other weights',
        weights: { kernel: new Float32Array(1024 * 136), bias: new Float32Array(136) },
        recipe: { loss: 'l1', w: 10, epsilon: 2, steps: 300, rate: 0.001 },
        frames: { trained: 40, heldOut: 10, corrected: 1 },
        error: { before: 3, after: 1 },
        made: '2026-01-02T03:04:05.678Z',
      })
      store.put({ name: 'tuned-8', base: 'wing' })
      await new Promise((resolve) => {
        store.transaction.oncomplete = resolve
      })
      database.close()
    })
    await page.goto(`${page.url()}&variants=wing,tuned-7`)
    await page.getByText('Trained on an older version of Wing; no longer compatible').waitFor()
    expect(await page.getByRole('list', { name: 'Saved variants' }).getByRole('listitem').count()).toBe(1)
    await page.getByRole('link', { name: 'Compare' }).click()
    expect(await page.getByRole('checkbox', { name: 'Tuned 7' }).count()).toBe(0)
    await page.getByRole('link', { name: 'Fine-tune' }).click()
    await page.getByRole('button', { name: 'Delete Tuned 7' }).click()
    await page.getByRole('list', { name: 'Saved variants' }).waitFor({ state: 'detached' })
    expect(open.problems).toEqual([])
  })

  it.each([
    [
      'nobody sees it any more',
      async (page: Page) => {
        await page.getByRole('link', { name: 'About' }).dispatchEvent('click')
        await page.getByRole('link', { name: 'Fine-tune' }).click()
      },
    ],
    [
      'the camera is unplugged',
      async (page: Page) => {
        await page.evaluate(() => {
          const track = (window as unknown as WithStreams).streams[0]!.getVideoTracks()[0]!
          track.stop()
          track.dispatchEvent(new Event('ended'))
        })
        await page.getByRole('alert').getByText('The camera was disconnected').waitFor()
      },
    ],
    [
      'a photo is dropped, which opens in Live',
      async (page: Page) => {
        await givePhoto(page, 'drop', sample(6), 'group.jpg')
        await page.getByRole('img', { name: 'Photo with 4 faces' }).waitFor(LONG)
        await page.getByRole('link', { name: 'Fine-tune' }).click()
      },
    ],
  ])('ends a recording when %s, and keeps what was recorded until then', async (_, end) => {
    open = await visit(browser(), { query: '?view=tune&backend=wasm', before: keepStreams })
    const { page } = open
    await page.getByRole('button', { name: 'Start camera' }).click()
    await page.getByRole('img', { name: 'Camera with one face' }).waitFor(LONG)
    await page.getByRole('button', { name: 'Record 50 frames' }).click()
    await recorded(page, 3)
    await end(page)
    const said = await page.getByText(/\d+ frames recorded; the camera is off/).innerText()
    const count = Number.parseInt(said)
    expect(count).toBeLessThan(50)
    expect(await frames(page).count()).toBe(count)
    // Of ten frames or more there is something to put right.
    await page.getByText(/Record at least 10 frames first|Correct at least one point first/).waitFor()
    await page.getByRole('button', { name: `Discard these ${count}` }).click()
    expect(await frames(page).count()).toBe(0)
    expect(open.problems).toEqual([])
  })
})
