import { describe, expect, it } from 'vitest'
import { getColour } from '../../src/app/ui/colours.ts'
import { L2, computeOptimalStep, SMOOTH_L1, createWingLoss, type Loss } from '../../src/losses/losses.ts'
import { useBrowser } from '../support/browsing.ts'
import { visit, type Visit } from '../support/visit.ts'

const browser = useBrowser()
let open: Visit | undefined

/** Points of the curve of a colour in a plot, in the plot's own units: its axes say where 0 and the end are. */
async function curve({ page }: Visit, plot: string, colour: string): Promise<[number, number][]> {
  const drawing = page.getByRole('img', { name: new RegExp(`^${plot}`) })
  await drawing.waitFor()
  return drawing.evaluate((svg, stroke) => {
    // Where an axis's ticks stand, and the numbers beside them.
    const axis = (name: string, place: (matrix: DOMMatrix) => number) => {
      const ticks = [...svg.querySelectorAll<SVGTextElement>(`[aria-label="${name}-axis tick label"] text`)]
      const [low, high] = [ticks[0], ticks[ticks.length - 1]].map((tick) => ({
        value: Number(tick!.textContent),
        at: place(tick!.transform.baseVal.consolidate()?.matrix as unknown as DOMMatrix),
      }))
      return (at: number) => low!.value + ((at - low!.at) / (high!.at - low!.at)) * (high!.value - low!.value)
    }
    const [x, y] = [axis('x', (m) => m.e), axis('y', (m) => m.f)]
    const path = svg.querySelector(`path[stroke="${stroke}"]`)?.getAttribute('d') ?? ''
    return [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, px, py]) => [x(Number(px)), y(Number(py))])
  }, colour) as Promise<[number, number][]>
}

describe('loss explorer', () => {
  it('draws the losses of src/losses, with w and ε of its address', async () => {
    open = await visit(browser(), { query: '?view=losses&losses-w=6&losses-epsilon=0.5' })
    const chosen = createWingLoss({ w: 6, epsilon: 0.5 })
    const aspects: Record<string, (loss: Loss, x: number) => number> = {
      'Value of the loss of': ({ value }, x) => value(x),
      'Derivative of': ({ derivative }, x) => derivative(x),
      'Optimal step, residual / derivative of': computeOptimalStep,
    }
    for (const [plot, of] of Object.entries(aspects)) {
      for (const loss of [L2, SMOOTH_L1, chosen]) {
        const points = await curve(open, plot, getColour(loss.name))
        expect(points.length).toBeGreaterThan(300)
        for (const [x, y] of points) {
          const wanted = of(loss, x)
          // Paths are rounded to 0.001 of a pixel; x is off by as much, and steep at the start.
          expect(Math.abs(y - wanted)).toBeLessThan(0.02 * Math.max(1, wanted))
        }
      }
    }
    await open.page.getByText('w/ε = 12.0').waitFor()
    expect(open.problems).toEqual([])
  })

  it('keeps what was set in its address, and goes back to the camera', async () => {
    open = await visit(browser())
    const { page } = open
    await page.getByRole('link', { name: 'Losses' }).click()
    await page.getByRole('slider', { name: 'w', exact: true }).fill('14')
    await page.getByRole('slider', { name: 'ε' }).fill('0.1')
    await page.getByRole('checkbox', { name: 'L2' }).uncheck()
    await page.getByText('w/ε = 140.0: so steep').waitFor()
    expect(new URL(page.url()).search).toBe('?view=losses&losses-w=14&losses-epsilon=0.1&hide=l2')
    await page.reload()
    expect(await page.getByRole('slider', { name: 'w', exact: true }).inputValue()).toBe('14')
    expect(await page.getByRole('checkbox', { name: 'L2' }).isChecked()).toBe(false)
    await page.goBack()
    await page.getByRole('button', { name: 'Start camera' }).waitFor()
    await page.goForward()
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download Derivative as SVG' }).click()
    expect((await downloading).suggestedFilename()).toBe('derivative.svg')
    expect(open.problems).toEqual([])
  })
})
