import { Buffer } from 'node:buffer'
import type { Locator, Page } from 'playwright-core'
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
  /** Action of the visitor. */
  readonly act?: (page: Page) => Promise<unknown>
  /** Thing that is seen in the state. */
  readonly shows?: (page: Page) => Locator
  /** Time from then until the picture is taken. */
  readonly settleMs: number
}

/** Longest time until the page shows what it should, on a busy machine. */
export const PATIENCE_MS = 60_000

const WEIGHTS = /\.bin$/
/** Damaged file: it has the ending alone. */
const createDamagedFile = (name: string, mimeType: string) => ({
  name,
  mimeType,
  buffer: Buffer.from('This is not what its name says.'),
})

const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click()

const findAlert = (page: Page) => page.getByRole('alert').first()
const findButton = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first()
const findImage = (name: RegExp) => (page: Page) => page.getByRole('img', { name }).first()
const findText = (text: string | RegExp) => (page: Page) => page.getByText(text).first()

/** Scenes of a view whose code, and nothing else, has to come. */
const listScenesOfCode = (chunk: RegExp): Scene[] => [
  { state: 'loading', held: chunk, shows: findText('Loading the view'), settleMs: 300 },
  { state: 'running', shows: findButton(/^Share/), settleMs: 1500 },
  { state: 'error', failed: chunk, shows: findText('could not be loaded'), settleMs: 300 },
]

/** Scenes of a view that shows the sample clip. */
const CLIP_SCENES: readonly Scene[] = [
  { state: 'empty', isStill: true, shows: findButton('Play the sample clip'), settleMs: 300 },
  { state: 'loading', held: WEIGHTS, shows: findText('Loading the networks'), settleMs: 1000 },
  { state: 'running', shows: findImage(/^Sample clip with one face/), settleMs: 3000 },
  { state: 'error', failed: WEIGHTS, shows: findAlert, settleMs: 300 },
]

/** Starts the camera and records it, as Fine-tune asks. */
async function recordCamera(page: Page): Promise<void> {
  await press('Start camera')(page)
  await findImage(/^Camera with one face/)(page).waitFor({ timeout: PATIENCE_MS })
  await press(/^Record/)(page)
}

const TEST_FACES = /\/test-faces-[^/]*\.json$/

/**
 * Scenes of all views. Losses, Evaluate, Balancing and About bring their material and are never empty; X-ray opens
 * with a sample's face.
 */
export const SCENES: Readonly<Record<ViewId, readonly Scene[]>> = {
  single: CLIP_SCENES,
  video: [
    { state: 'empty', shows: findButton('Try the sample clip'), settleMs: 500 },
    {
      state: 'loading',
      held: WEIGHTS,
      act: press('Try the sample clip'),
      shows: findText(/^Waiting|^Loading the networks/),
      settleMs: 500,
    },
    {
      state: 'running',
      act: press('Try the sample clip'),
      shows: findText(/^\d\d+ frames/),
      settleMs: 1000,
    },
    {
      state: 'error',
      act: (page) =>
        page.getByLabel('Video file').setInputFiles(createDamagedFile('holiday.mp4', 'video/mp4')),
      shows: findAlert,
      settleMs: 300,
    },
  ],
  compare: CLIP_SCENES,
  xray: [
    { state: 'loading', held: WEIGHTS, shows: findText('Loading the networks'), settleMs: 1000 },
    { state: 'running', shows: findText('face presence'), settleMs: 4000 },
    { state: 'error', failed: WEIGHTS, shows: findAlert, settleMs: 300 },
  ],
  losses: listScenesOfCode(/\/Losses-[^/]*\.js$/),
  evaluate: [
    { state: 'loading', held: TEST_FACES, shows: findText(/^Loading the results/), settleMs: 300 },
    { state: 'running', shows: findText(/^Half of the faces/), settleMs: 1000 },
    { state: 'error', failed: TEST_FACES, shows: findButton('Try again'), settleMs: 300 },
  ],
  annotate: [
    { state: 'empty', shows: findButton('Try a sample photo'), settleMs: 1000 },
    {
      state: 'loading',
      held: WEIGHTS,
      act: press('Try a sample photo'),
      shows: findText('Finding faces'),
      settleMs: 500,
    },
    { state: 'running', act: press('Try a sample photo'), shows: findText('1 of 3'), settleMs: 500 },
    {
      state: 'error',
      act: (page) =>
        page
          .locator('input[type=file]')
          .first()
          .setInputFiles(createDamagedFile('holiday.jpg', 'image/jpeg')),
      shows: findText(/could not be read/),
      settleMs: 300,
    },
  ],
  balancing: listScenesOfCode(/\/Balancing-[^/]*\.js$/),
  tune: [
    { state: 'empty', shows: findButton('Start camera'), settleMs: 500 },
    { state: 'loading', held: WEIGHTS, allowsCamera: true, act: press('Start camera'), settleMs: 1500 },
    { state: 'running', allowsCamera: true, act: recordCamera, shows: findButton('Stop'), settleMs: 4000 },
    { state: 'error', act: press('Start camera'), shows: findAlert, settleMs: 300 },
  ],
  about: listScenesOfCode(/\/About-[^/]*\.js$/),
}
