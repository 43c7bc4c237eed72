/** Time for which a movement of the page may be the visitor's own: a flick goes on after the finger is lifted. */
const MOVEMENT_MS = 1000

const EVENTS = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const

/** True if a key works a field, and does not scroll or leave it. */
const staysInField = ({ type, target, key }: KeyboardEvent) =>
  type === 'keydown' &&
  (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) &&
  !['Tab', 'F6'].includes(key)

/** Tells movements of the page that the visitor makes from those that the page makes itself. */
export function watchMoves(): { isMoving(): boolean; end(): void } {
  let last = -Infinity
  const note = (event: Event) => {
    if (!staysInField(event as KeyboardEvent)) last = performance.now()
  }
  const options = { capture: true, passive: true }
  for (const name of EVENTS) document.addEventListener(name, note, options)
  return {
    isMoving: () => performance.now() - last < MOVEMENT_MS,
    end: () => {
      for (const name of EVENTS) document.removeEventListener(name, note, options)
    },
  }
}
