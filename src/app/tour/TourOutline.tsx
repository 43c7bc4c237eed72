import { useLayoutEffect, useRef } from 'react'
import type { Box } from './placement.ts'
import tourStyles from './tour.module.css'

/** Distance of the outline from its target, and from the window's edge if the target goes beyond. */
const MARGIN_PX = 4
const EDGE_PX = 2

/** Outline round what a card points at. */
export function TourOutline({ box }: { readonly box: Box }) {
  const outline = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const left = Math.max(EDGE_PX, box.x - MARGIN_PX)
    const top = Math.max(EDGE_PX, box.y - MARGIN_PX)
    const right = Math.min(document.documentElement.clientWidth - EDGE_PX, box.x + box.width + MARGIN_PX)
    const bottom = Math.min(window.innerHeight - EDGE_PX, box.y + box.height + MARGIN_PX)
    const style = outline.current?.style
    style?.setProperty('left', `${left}px`)
    style?.setProperty('top', `${top}px`)
    style?.setProperty('width', `${Math.max(0, right - left)}px`)
    style?.setProperty('height', `${Math.max(0, bottom - top)}px`)
    style?.setProperty('display', right > left && bottom > top ? 'block' : 'none')
  }, [box])
  return <div ref={outline} data-testid="tour-outline" className={tourStyles.outline} aria-hidden="true" />
}
