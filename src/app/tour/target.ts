import type { Box } from './placement.ts'

const FOCUSABLE = 'input:not(:disabled), select:not(:disabled), [tabindex="0"]'
const BUTTONS = 'button:not(:disabled), a[href]'

/** Finds the element that a card points at; undefined while its view is loading. */
export function findTarget(name: string): Element | undefined {
  return document.querySelector(`[data-tour="${name}"], [data-testid="${name}"]`) ?? undefined
}

/** Moves the focus to what a visitor would use of a target. */
export function focusTarget(name: string): void {
  const target = findTarget(name)
  if (!target) return
  const inside = target.matches(FOCUSABLE)
    ? target
    : (target.querySelector(FOCUSABLE) ?? target.querySelector(BUTTONS))
  if (inside instanceof HTMLElement || inside instanceof SVGElement) inside.focus()
}

/** Measures where a target is in the window, in whole pixels; undefined if it is not there or has no size. */
export function measureTarget(name: string): Box | undefined {
  const rect = findTarget(name)?.getBoundingClientRect()
  if (!rect || rect.width === 0 || rect.height === 0) return undefined
  const [x, y] = [Math.round(rect.x), Math.round(rect.y)]
  return { x, y, width: Math.round(rect.right) - x, height: Math.round(rect.bottom) - y }
}

/** Height of the window above the card where that is a sheet; base.css keeps what is scrolled to above it. */
export function getFreeHeight(): number {
  const { scrollPaddingBottom } = getComputedStyle(document.documentElement)
  return document.documentElement.clientHeight - (Number.parseFloat(scrollPaddingBottom) || 0)
}

/** Scrolls at once to an element: to its start, or only as far as to have all of it in the window. */
export function scrollToTarget(name: string, block: 'start' | 'nearest' = 'start'): void {
  findTarget(name)?.scrollIntoView({ block, behavior: 'instant' })
}

/** Scrolls to a target, with as much of what else is to be seen as there is room for. */
export function scrollToBoth(name: string, sees: string | undefined): void {
  if (sees !== undefined) scrollToTarget(sees)
  scrollToTarget(name, 'nearest')
}
