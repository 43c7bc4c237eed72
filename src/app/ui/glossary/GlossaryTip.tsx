import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { TEXT } from '../text.ts'
import { listTerms, type TermId } from './find-terms.ts'
import { placeTip } from './place-tip.ts'
import { getExplanationId } from './Term.tsx'
import glossaryStyles from './glossary.module.css'

/** Time in which the pointer can move from a term to its explanation, in milliseconds. */
const GRACE_MS = 200

const findTerm = (event: Event): HTMLElement | null =>
  event.target instanceof Element ? event.target.closest<HTMLElement>('[data-term]') : null

/** Watches the terms of the page; returns the one that is explained, and a function that ends that. */
function useOpenTerm(): HTMLElement | undefined {
  const [open, setOpen] = useState<HTMLElement>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    const show = (term: HTMLElement) => {
      clearTimeout(timer.current)
      setOpen(term)
    }
    const isTip = (event: Event) => event.target instanceof Element && event.target.closest('[role=tooltip]')
    const enter = (event: PointerEvent) => {
      const term = findTerm(event)
      if (event.pointerType === 'touch') return
      if (term) show(term)
      else if (isTip(event)) clearTimeout(timer.current)
    }
    const leave = (event: PointerEvent) => {
      if (event.pointerType === 'touch' || (!findTerm(event) && !isTip(event))) return
      clearTimeout(timer.current)
      timer.current = setTimeout(() => setOpen(undefined), GRACE_MS)
    }
    // A tap: not every browser focuses a button that is tapped.
    const open = (event: Event) => {
      const term = findTerm(event)
      if (term) show(term)
    }
    const close = (event: Event) => {
      if (!findTerm(event) && !isTip(event)) setOpen(undefined)
    }
    const blur = (event: FocusEvent) => {
      if (findTerm(event)) setOpen(undefined)
    }
    const listeners = {
      pointerover: enter,
      pointerout: leave,
      click: open,
      focusin: open,
      focusout: blur,
      pointerdown: close,
    }
    for (const [name, listener] of Object.entries(listeners)) {
      document.addEventListener(name, listener as EventListener)
    }
    return () => {
      clearTimeout(timer.current)
      for (const [name, listener] of Object.entries(listeners)) {
        document.removeEventListener(name, listener as EventListener)
      }
    }
  }, [])

  useEffect(() => {
    if (!open) return
    // Before the tour's card and others, which Escape closes too.
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      event.preventDefault()
      setOpen(undefined)
    }
    document.addEventListener('keydown', press, true)
    return () => document.removeEventListener('keydown', press, true)
  }, [open])
  return open
}

/** Explanation of the term under the pointer or with the focus, and the texts that describe all terms. One a page. */
export function GlossaryTip() {
  const open = useOpenTerm()
  const tip = useRef<HTMLDivElement>(null)
  const id = open?.dataset.term as TermId | undefined

  useLayoutEffect(() => {
    const element = tip.current
    if (!element || !open) return
    const place = () => {
      const { clientWidth: width, clientHeight: height } = document.documentElement
      const size = { width: element.offsetWidth, height: element.offsetHeight }
      const [x, y] = placeTip(open.getBoundingClientRect(), size, { width, height })
      element.style.setProperty('--tip-x', `${x}px`)
      element.style.setProperty('--tip-y', `${y}px`)
    }
    place()
    document.addEventListener('scroll', place, true)
    window.addEventListener('resize', place)
    return () => {
      document.removeEventListener('scroll', place, true)
      window.removeEventListener('resize', place)
    }
  }, [open])

  return (
    <>
      <div hidden>
        {listTerms().map((term) => (
          <p key={term} id={getExplanationId(term)}>
            {TEXT.glossary.terms[term].text}
          </p>
        ))}
      </div>
      {id && (
        <div ref={tip} role="tooltip" className={glossaryStyles.tip}>
          <strong>{TEXT.glossary.terms[id].name}</strong> {TEXT.glossary.terms[id].text}
        </div>
      )}
    </>
  )
}
