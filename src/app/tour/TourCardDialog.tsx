import { useEffect, useId, useLayoutEffect, useRef } from 'react'
import type { Point } from '../../geometry/point.ts'
import type { TourCardId } from '../state/address/choices.ts'
import { findViewTitle } from '../state/routes.ts'
import { TEXT } from '../ui/text.ts'
import type { TourCard } from './card.ts'
import { openAddress, usePage } from './page-state.ts'
import { isOutside, placeCard } from './placement.ts'
import { focusTarget, getFreeHeight, scrollToTarget } from './target.ts'
import { findPlace } from './tour-progress.ts'
import { TourOutline } from './TourOutline.tsx'
import { useBoxes, type Boxes } from './useBoxes.ts'
import controlsStyles from '../ui/controls.module.css'
import tourStyles from './tour.module.css'

/** Place to which a card points while there is no face. */
const SAMPLES = 'samples'
/** Height of the card, which the page leaves free below itself on a phone. */
const SHEET_PROPERTY = '--tour-sheet'

interface Props {
  readonly id: TourCardId
  readonly card: TourCard
  readonly isWaiting: boolean
  /** Undefined on the first card. */
  readonly onBack: (() => void) | undefined
  /** Undefined on the last card. */
  readonly onNext: (() => void) | undefined
  readonly onLeave: () => void
}

/** Places the card beside what it points at; on a phone it is a sheet at the bottom, for which the page makes room. */
function usePlacedCard({ target, seen }: Boxes) {
  const dialog = useRef<HTMLDivElement>(null)
  const place = useRef<Point>(undefined)

  useLayoutEffect(() => {
    const element = dialog.current
    if (!element) return
    const { clientWidth: width, clientHeight: height } = document.documentElement
    const size = { width: element.offsetWidth, height: element.offsetHeight }
    const [x, y] = placeCard(size, { width, height }, target, seen, place.current)
    // Without a target the place is not the final one.
    if (target) place.current = [x, y]
    element.style.setProperty('--tour-x', `${x}px`)
    element.style.setProperty('--tour-y', `${y}px`)
  })

  useLayoutEffect(() => {
    const element = dialog.current
    const root = document.documentElement.style
    if (!element) return
    const makeRoom = () => root.setProperty(SHEET_PROPERTY, `${element.offsetHeight}px`)
    // At once, as the page is scrolled to the target next.
    makeRoom()
    const observer = new ResizeObserver(makeRoom)
    observer.observe(element)
    return () => {
      observer.disconnect()
      root.removeProperty(SHEET_PROPERTY)
    }
  }, [])
  return dialog
}

/** Card of the tour as a dialog beside the page, which stays usable. Escape leaves; F6 goes between card and target. */
export function TourCardDialog({ id, card, isWaiting, onBack, onNext, onLeave }: Props) {
  const base = useId()
  const isElsewhere = usePage(({ options }) => options.view !== card.view)
  const lacksPicture = usePage(({ picture }) => card.needsPicture === true && picture === 'none')
  const target = lacksPicture ? SAMPLES : card.target
  const boxes = useBoxes(target, lacksPicture ? undefined : card.sees)
  const dialog = usePlacedCard(boxes)
  const next = useRef<HTMLButtonElement>(null)
  const { number, all } = findPlace(id)
  const { sees } = card
  const hidesSeen = sees !== undefined && boxes.seen !== undefined && isOutside(boxes.seen, getFreeHeight())
  const { title, text, task, outcome } = card.text

  useEffect(() => dialog.current?.focus({ preventScroll: true }), [dialog])

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      // Escape also closes the list of a select.
      if (event.key === 'Escape' && !(event.target instanceof HTMLSelectElement)) onLeave()
      if (event.key !== 'F6') return
      event.preventDefault()
      if (dialog.current?.contains(document.activeElement)) focusTarget(target)
      else next.current?.focus({ preventScroll: true })
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  })

  const message = isElsewhere
    ? TEXT.tour.elsewhere(findViewTitle(card.view))
    : lacksPicture
      ? TEXT.tour.needsPicture
      : isWaiting
        ? task
        : outcome
  return (
    <>
      {boxes.target && !isElsewhere && <TourOutline box={boxes.target} />}
      <div
        ref={dialog}
        role="dialog"
        aria-modal="false"
        aria-labelledby={`${base}title`}
        aria-describedby={`${base}text ${base}message`}
        data-testid="tour-card"
        className={tourStyles.card}
        tabIndex={-1}
      >
        <div className={tourStyles.top}>
          <span className={tourStyles.place}>{TEXT.tour.place(number, all)}</span>
          <button type="button" aria-label={TEXT.tour.leaveName} onClick={onLeave}>
            {TEXT.tour.leave}
          </button>
        </div>
        <h2 id={`${base}title`}>{title}</h2>
        <p id={`${base}text`}>{text}</p>
        <p
          id={`${base}message`}
          role="status"
          className={isWaiting || isElsewhere || lacksPicture ? tourStyles.task : tourStyles.outcome}
        >
          {message}
        </p>
        <div className={tourStyles.buttons}>
          {isElsewhere && (
            <button type="button" onClick={() => openAddress({ shared: { view: card.view } }, true)}>
              {TEXT.tour.goToView(findViewTitle(card.view))}
            </button>
          )}
          {!isElsewhere && (isWaiting || lacksPicture) && (
            <button
              type="button"
              aria-label={TEXT.tour.goThereName}
              aria-keyshortcuts="F6"
              onClick={() => focusTarget(target)}
            >
              {TEXT.tour.goThere}
            </button>
          )}
          {!isElsewhere && !isWaiting && !lacksPicture && hidesSeen && (
            <button
              type="button"
              aria-label={TEXT.tour.seeItName}
              onClick={() => {
                // This button goes when it has done its work.
                next.current?.focus({ preventScroll: true })
                scrollToTarget(sees)
              }}
            >
              {TEXT.tour.seeIt}
            </button>
          )}
          <span className={tourStyles.gap} />
          {onBack && (
            <button type="button" onClick={onBack}>
              {TEXT.tour.back}
            </button>
          )}
          <button
            ref={next}
            type="button"
            className={isWaiting ? undefined : controlsStyles.primary}
            aria-disabled={isWaiting}
            aria-describedby={isWaiting ? `${base}message` : undefined}
            onClick={() => {
              if (!isWaiting) (onNext ?? onLeave)()
            }}
          >
            {onNext ? TEXT.tour.next : TEXT.tour.finish}
          </button>
        </div>
      </div>
    </>
  )
}
