import { useEffect, useRef, useSyncExternalStore } from 'react'
import { VARIANTS } from '../../landmarker/models/bundled-variants.ts'
import { currentSearch, watchSearch } from '../state/address-bar.ts'
import { serializeOptions } from '../state/url-state.ts'
import type { Options } from '../state/state.ts'
import type { AppController } from '../state/app-controller.ts'
import { VIEWS } from '../state/routes.ts'
import { TEXT } from './text.ts'
import pageStyles from './page.module.css'

/** Links to the views; each address can be opened, saved and shared. */
export function Nav({ app, options }: { readonly app: AppController; readonly options: Options }) {
  const views = VIEWS.filter(({ id }) => id !== 'compare' || VARIANTS.length > 1)
  // Views change their own keys of the address without changing the page's state.
  const search = useSyncExternalStore(watchSearch, currentSearch)
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
          href={serializeOptions({ ...options, view: id }, search) || '?'}
          aria-current={options.view === id ? 'page' : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return
            event.preventDefault()
            void app.choose({ view: id })
          }}
        >
          {title}
        </a>
      ))}
    </nav>
  )
}
