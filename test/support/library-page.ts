import type { Browser, Page } from 'playwright-core'
import { inject } from 'vitest'
import type { Square } from '../../src/geometry/square.ts'

/** A group of four women, and the square of one of them, not upright. */
export const PHOTO = '/samples/sample6.jpg'
export const SQUARE: Square = { centre: [1220, 470], side: 175, roll: 0.12 }
/** Her part of the photo: left, top, width and height. */
export const PART = [960, 290, 520, 390] as const

/** The tests' own page, with the package's interface on it as `library`. The caller closes it. */
export async function openLibrary(browser: Browser): Promise<Page> {
  const context = await browser.newContext()
  const page = await context.newPage()
  page.on('close', () => void context.close().catch(() => undefined))
  await page.goto(inject('engine'))
  await page.waitForFunction(() => 'library' in window)
  return page
}

/** The full address of a folder on the tests' server. */
export const toServedUrl = (folder: string): string => new URL(`/${folder}/`, inject('engine')).href
