import { useEffect, useState } from 'react'
import { isOutside, type Box } from './placement.ts'
import { findTarget, getFreeHeight, measureTarget, scrollToBoth, scrollToTarget } from './target.ts'
import { watchMoves } from './visitor-moves.ts'

/** Places in the window of what a card points at, and of what else is to be seen. */
export interface Boxes {
  readonly target: Box | undefined
  readonly seen: Box | undefined
}

/** Attributes by which elements come, go and move. */
const MOVING_ATTRIBUTES = ['open', 'hidden', 'class']

const isSame = (a: Box | undefined, b: Box | undefined) =>
  a === b || (a && b && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height)

/**
 * Follows two elements through scrolling, resizing and changes of the page. Scrolls to them when they appear, and again
 * if what grows beside the first one pushes it out of the window.
 */
export function useBoxes(name: string, sees: string | undefined): Boxes {
  const [boxes, setBoxes] = useState<Boxes>({ target: undefined, seen: undefined })

  useEffect(() => {
    let frame: number | undefined
    let element: Element | undefined
    let isSeen = false
    const moves = watchMoves()
    const resizes = new ResizeObserver(() => request())
    const measure = () => {
      frame = undefined
      const found = findTarget(name)
      if (found !== element) {
        if (element) resizes.unobserve(element)
        element = found
        if (found) {
          resizes.observe(found)
          scrollToBoth(name, sees)
          isSeen = true
        }
      }
      const target = measureTarget(name)
      const isLost = target === undefined || isOutside(target, getFreeHeight())
      if (isLost && isSeen && !moves.isMoving()) scrollToTarget(name, 'nearest')
      else isSeen = !isLost
      const seen = sees === undefined ? undefined : measureTarget(sees)
      setBoxes((before) =>
        isSame(before.target, target) && isSame(before.seen, seen) ? before : { target, seen },
      )
    }
    const request = () => {
      frame ??= requestAnimationFrame(measure)
    }
    const mutations = new MutationObserver(request)
    mutations.observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: MOVING_ATTRIBUTES,
    })
    resizes.observe(document.body)
    const passive = { capture: true, passive: true }
    document.addEventListener('scroll', request, passive)
    window.addEventListener('resize', request)
    request()
    return () => {
      moves.end()
      mutations.disconnect()
      resizes.disconnect()
      document.removeEventListener('scroll', request, passive)
      window.removeEventListener('resize', request)
      if (frame !== undefined) cancelAnimationFrame(frame)
    }
  }, [name, sees])
  return boxes
}
