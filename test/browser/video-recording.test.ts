import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseCsv } from '../../src/evaluation/csv.ts'
import { cameraShowing, useBrowser } from '../support/browsing.ts'
import { visit } from '../support/visit.ts'

const browser = useBrowser(() => cameraShowing())
const PATIENCE = { timeout: 120_000 }

it('records the camera in memory, analyses the recording, and forgets it when it is closed', async () => {
  const { page, problems } = await visit(browser(), { query: '?view=video&backend=wasm' })
  await page.getByRole('button', { name: 'Record camera' }).click()
  await page.getByText('stays in the memory of this page').waitFor(PATIENCE)
  await page.getByRole('button', { name: 'Start recording' }).click()
  await page.getByText(/^Recording: [3-9] s/).waitFor(PATIENCE)
  await page.getByRole('button', { name: 'Stop and analyse' }).click()
  await page.getByText(/^Done: /).waitFor(PATIENCE)
  const [download] = await Promise.all([
    page.waitForEvent('download', PATIENCE),
    page.getByRole('button', { name: 'Table (CSV)' }).click(),
  ])
  const [header, ...rows] = parseCsv(readFileSync(await download.path(), 'utf8'))
  const column = (wanted: string) => rows.map((row) => Number(row[header!.indexOf(wanted)]))
  expect(download.suggestedFilename()).toMatch(/^camera-[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]{6}[.]csv$/)
  const times = column('timestamp')
  expect(column('success')).toContain(1)
  expect(times.length).toBeGreaterThan(5)
  expect(times.every((time, i) => i === 0 || time >= times[i - 1]!)).toBe(true)
  expect(times.at(-1)).toBeGreaterThan(1)
  await page.getByRole('button', { name: 'Close video' }).click()
  await page.getByText('Every frame of a video').waitFor()
  expect(await page.getByRole('button', { name: 'Table (CSV)' }).count()).toBe(0)
  // The camera is closed, and a recording that was cancelled leaves nothing.
  await page.getByRole('button', { name: 'Record camera' }).click()
  await page.getByRole('button', { name: 'Start recording' }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByText('Every frame of a video').waitFor()
  expect(problems).toEqual([])
  await page.close()
})
