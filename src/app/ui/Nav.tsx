import { useEffect, useRef } from 'react'
import { VARIANTS } from '../../landmarker/models/bundled-variants.ts'
import { encodeAddress, listOptions } from '../state/address/address.ts'
import { choose } from '../state/choose.ts'
import { VIEWS } from '../state/routes.ts'
import { useAppState } from '../state/store.ts'
import { TEXT } from './text.ts'
import pageStyles from './page.module.css'

/** Links to the views; each address can be opened, saved and shared. */
export function Nav() {
  const options = useAppState((state) => state.options)
  const views = VIEWS.filter(({ id }) => id !== 'compare' || VARIANTS.length > 1)
  const search = useAppState((state) => state.search)
  const nav = useRef<HTMLElement>(null)
  // On a phone the row scrolls: centre the current link.
  useEffect(() => {
    const here = nav.current?.querySelector<HTMLElement>('[aria-current]')
    if (!nav.current || !here) return
    const before = here.offsetLeft - nav.current.offsetLeft
    nav.current.scrollLeft = before - (nav.current.clientWidth - here.offsetWidth) / 2
  }, [options.view])
  return (
    <nav ref={nav} className={pageStyles.nav} aria-label={TEXT.shell.views}>
      {views.map(({ id, title }) => (
        <a
          key={id}
          href={encodeAddress(listOptions({ ...options, view: id }), search) || '?'}
          aria-current={options.view === id ? 'page' : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return
            event.preventDefault()
            void choose({ view: id })
          }}
        >
          {title}
        </a>
      ))}
    </nav>
  )
}
