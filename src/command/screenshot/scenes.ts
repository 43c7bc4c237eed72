import { Buffer } from 'node:buffer'
import type { Page } from 'playwright-core'
import type { ViewId } from '../../app/state/routes.ts'

/** States of a view, in the order of the sheet's columns. */
export const STATES = ['empty', 'loading', 'running', 'error'] as const

/** Way to a state of a view, as a visitor or a bad connection would bring it there. */
export interface Scene {
  readonly state: (typeof STATES)[number]
  /** Files that never come. */
  readonly held?: RegExp
  /** Files that cannot be fetched. */
  readonly failed?: RegExp
  /** True for a visitor who prefers reduced motion, for whom nothing plays. */
  readonly isStill?: boolean
  /** True if the visitor allows the camera. */
  readonly allowsCamera?: boolean
  /** What the visitor does. */
  readonly act?: (page: Page) => Promise<unknown>
  /** Time until the picture is taken. */
  readonly settleMs: number
}

const WEIGHTS = /\.bin$/
/** Damaged file: it has the ending alone. */
const createDamagedFile = (name: string, mimeType: string) => ({
  name,
  mimeType,
  buffer: Buffer.from('This is not what its name says.'),
})

const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click()

/** Scenes of a view whose code, and nothing else, has to come. */
const listScenesOfCode = (chunk: RegExp): Scene[] => [
  { state: 'loading', held: chunk, settleMs: 500 },
  { state: 'running', settleMs: 2000 },
  { state: 'error', failed: chunk, settleMs: 1000 },
]

/** Scenes of a view that shows the sample clip. */
const listScenesOfClip = (settleMs: number): Scene[] => [
  { state: 'empty', isStill: true, settleMs: 4000 },
  { state: 'loading', held: WEIGHTS, settleMs: 1500 },
  { state: 'running', settleMs },
  { state: 'error', failed: WEIGHTS, settleMs: 2500 },
]

/** Starts the camera and records it, as Fine-tune asks. */
async function recordCamera(page: Page): Promise<void> {
  await press('Start camera')(page)
  const record = page.getByRole('button', { name: /^Record/ })
  await record.and(page.locator(':enabled')).click({ timeout: 20_000 })
}

/**
 * Scenes of all views. Losses, Evaluate, Balancing and About bring their material and are never empty; X-ray opens
 * with a sample's face.
 */
export const SCENES: Readonly<Record<ViewId, readonly Scene[]>> = {
  single: listScenesOfClip(5000),
  video: [
    { state: 'empty', settleMs: 1500 },
    { state: 'loading', held: WEIGHTS, act: press('Try the sample clip'), settleMs: 2000 },
    { state: 'running', act: press('Try the sample clip'), settleMs: 9000 },
    {
      state: 'error',
      act: (page) =>
        page.getByLabel('Video file').setInputFiles(createDamagedFile('holiday.mp4', 'video/mp4')),
      settleMs: 2000,
    },
  ],
  compare: listScenesOfClip(8000),
  xray: [
    { state: 'loading', held: WEIGHTS, settleMs: 1500 },
    { state: 'running', settleMs: 7000 },
    { state: 'error', failed: WEIGHTS, settleMs: 2500 },
  ],
  losses: listScenesOfCode(/\/Losses-[^/]*\.js$/),
  evaluate: [
    { state: 'loading', held: /\/test-faces-[^/]*\.json$/, settleMs: 1500 },
    { state: 'running', settleMs: 3000 },
    { state: 'error', failed: /\/test-faces-[^/]*\.json$/, settleMs: 1500 },
  ],
  annotate: [
    { state: 'empty', settleMs: 1500 },
    { state: 'loading', held: WEIGHTS, act: press('Try a sample photo'), settleMs: 2000 },
    { state: 'running', act: press('Try a sample photo'), settleMs: 6000 },
    {
      state: 'error',
      act: (page) =>
        page
          .locator('input[type=file]')
          .first()
          .setInputFiles(createDamagedFile('holiday.jpg', 'image/jpeg')),
      settleMs: 2000,
    },
  ],
  balancing: listScenesOfCode(/\/Balancing-[^/]*\.js$/),
  tune: [
    { state: 'empty', settleMs: 1500 },
    { state: 'loading', held: WEIGHTS, allowsCamera: true, act: press('Start camera'), settleMs: 1500 },
    { state: 'running', allowsCamera: true, act: recordCamera, settleMs: 6000 },
    { state: 'error', act: press('Start camera'), settleMs: 3000 },
  ],
  about: listScenesOfCode(/\/About-[^/]*\.js$/),
}
