import type { Page } from 'playwright-core'
import { expect, it, vi } from 'vitest'
import type { ControlGroupName } from '../../src/app/state/address/choices.ts'
import { CLASSROOM } from '../../src/app/ui/text/classroom.ts'
import { listControlGroups } from '../../src/app/state/control-groups.ts'
import { VIEWS } from '../../src/app/state/routes.ts'
import { violations } from '../support/axe.ts'
import { useBrowser } from '../support/browsing.ts'
import { visit } from '../support/visit.ts'

const browser = useBrowser()

const notice = (page: Page) => page.getByText('Set up by your teacher')

it('a teacher’s link hides what has no tick, keeps its values, and can be undone', async () => {
  const { page, problems } = await visit(browser(), {
    query: '?view=xray&noise=30',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  await page.getByText('For a class').focus()
  await page.keyboard.press('Enter')
  const group = page.getByRole('group', { name: 'Controls that stay visible' })
  expect(await group.getByRole('checkbox', { checked: true }).count()).toBe(listControlGroups('xray').length)
  for (const name of ['views', 'pixels', 'presets'] as const) {
    await group.getByRole('checkbox', { name: CLASSROOM.groups[name], exact: true }).focus()
    await page.keyboard.press('Space')
  }
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Copy the link for the class' }).click()
  await page.getByText('The link for the class is copied.').waitFor()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toBe(await page.getByLabel('Link for the class', { exact: true }).inputValue())
  expect(new URL(link).search).toBe('?view=xray&noise=30&without=views,presets,pixels')
  // The teacher's own page has all of it.
  expect(await page.getByRole('navigation', { name: 'Views' }).count()).toBe(1)

  await page.goto(link)
  await notice(page).waitFor()
  await page.getByRole('slider', { name: 'Shift x' }).waitFor()
  expect(await page.getByRole('navigation', { name: 'Views' }).count()).toBe(0)
  expect(await page.getByRole('slider', { name: 'Noise' }).count()).toBe(0)
  expect(await page.getByRole('link', { name: 'Box turned by 60°' }).count()).toBe(0)
  expect(await page.getByText('For a class').count()).toBe(0)
  await page.getByRole('slider', { name: 'Shift x' }).fill('12')
  expect(new URL(page.url()).searchParams.get('without')).toBe('views,presets,pixels')
  expect(await violations(page)).toEqual([])

  await page.getByRole('button', { name: 'Show all controls' }).focus()
  await page.keyboard.press('Enter')
  await notice(page).waitFor({ state: 'detached' })
  expect(await page.getByRole('slider', { name: 'Noise' }).inputValue()).toBe('30')
  expect(await page.getByRole('slider', { name: 'Shift x' }).inputValue()).toBe('12')
  expect(new URL(page.url()).searchParams.has('without')).toBe(false)
  expect(problems).toEqual([])
})

it('names of no group are ignored', async () => {
  const { page, problems } = await visit(browser(), { query: '?view=losses&without=wings,,%3Cb%3E' })
  await page.getByRole('slider', { name: 'w', exact: true }).waitFor()
  expect(await notice(page).count()).toBe(0)
  await page.goto(`${page.url().split('?')[0]}?view=losses&without=wings,wing`)
  await notice(page).waitFor()
  await page.getByRole('group', { name: 'Losses' }).waitFor()
  expect(await page.getByRole('slider', { name: 'w', exact: true }).count()).toBe(0)
  expect(problems).toEqual([])
})

/** Number of things that can be used in a view. */
const countControls = (page: Page) =>
  page.locator('main').locator('button, input, select, a[href], summary').filter({ visible: true }).count()

/** Opens another query as on the way back in the history. */
const openQuery = (page: Page, search: string) =>
  page.evaluate((query) => {
    history.pushState(null, '', query)
    dispatchEvent(new PopStateEvent('popstate'))
  }, search)

/** Groups that are there only once there is something to save, or faces of one's own. */
const NEEDS_WORK = ['single save', 'compare save', 'video save', 'evaluate methods', 'evaluate save']

it.each(VIEWS.map(({ id }) => id).filter((id) => listControlGroups(id).includes('presets')))(
  'each group of %s hides controls of its own, on a phone too',
  async (view) => {
    const { page, problems } = await visit(browser(), {
      query: `?view=${view}&inside=on`,
      viewport: { width: 390, height: 844 },
    })
    const share = page.getByRole('button', { name: 'Share: copy a link to what you see' })
    await share.waitFor()
    if (view === 'evaluate') await page.getByTestId('plot').first().waitFor({ timeout: 60_000 })
    if (view === 'xray') await page.getByTestId('layer-maps').waitFor({ timeout: 120_000 })
    await openQuery(page, `?view=${view}&without=inside`)
    const groups = listControlGroups(view)
    const hidesInPanel = groups.filter(
      (name) => name !== 'views' && name !== 'inside' && !NEEDS_WORK.includes(`${view} ${name}`),
    )
    await page.getByText('For a class').waitFor({ state: 'detached' })
    let all = await countControls(page)
    const hides = async (name: ControlGroupName) => {
      await openQuery(page, `?view=${view}&without=inside,${name}`)
      return vi.waitUntil(async () => (await countControls(page)) < all, { timeout: 5000 }).catch(() => false)
    }
    for (const name of hidesInPanel) {
      if (await hides(name)) continue
      // More controls may have come meanwhile, as those to save once the sample clip plays: counted again.
      await openQuery(page, `?view=${view}&without=inside`)
      await page.waitForTimeout(1000)
      all = await countControls(page)
      expect(await hides(name), `${view}: ${name} hides nothing`).toBe(true)
    }
    await openQuery(page, `?view=${view}&without=${groups.join()}`)
    await page.getByRole('navigation', { name: 'Views' }).waitFor({ state: 'detached' })
    await share.waitFor()
    expect(await page.getByTestId('inside').count()).toBe(0)
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
    expect(problems).toEqual([])
  },
)

it('a teacher’s link hides what Evaluate shows beside the scores of one’s own faces', async () => {
  const { page, problems } = await visit(browser(), { query: '?view=evaluate&backend=wasm&lang=de' })
  await page.getByRole('button', { name: 'Mit unseren Beispielgesichtern ausprobieren' }).click()
  await page.getByText(/^Fertig: 15 Gesichter in /).waitFor({ timeout: 120_000 })
  const controls = {
    variants: page.getByRole('group', { name: 'Varianten' }),
    results: page.getByRole('combobox', { name: 'Verglichen mit' }),
    source: page.getByRole('button', { name: 'Neu starten' }),
    methods: page.getByLabel('Dateien oder Zip hinzufügen'),
    save: page.getByRole('button', { name: 'CSV, eine Zeile je Gesicht' }),
  } as const
  for (const [name, control] of Object.entries(controls)) {
    await openQuery(page, '?view=evaluate&scored=precise,lite')
    await control.waitFor({ state: 'attached' })
    await openQuery(page, `?view=evaluate&scored=precise,lite&without=${name}`)
    await control.waitFor({ state: 'detached' })
    expect(await page.getByText(/^Fertig: 15 Gesichter in /).count()).toBe(1)
  }
  await page.getByRole('button', { name: 'Alle Bedienelemente zeigen' }).click()
  await page.getByText('Für eine Klasse').click()
  await page.getByRole('checkbox', { name: 'Welche Ergebnisse, und wie gemessen wird' }).uncheck()
  await page.getByRole('checkbox', { name: 'Andere Verfahren' }).uncheck()
  const link = page.getByLabel('Link für die Klasse', { exact: true })
  expect(new URL(await link.inputValue()).searchParams.get('without')).toBe('results,methods')
  expect(problems).toEqual([])
})
