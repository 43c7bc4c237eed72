import { useState, useSyncExternalStore } from 'react'
import { currentSearch, watchSearch } from '../state/address-bar.ts'
import type { AppController } from '../state/app-controller.ts'
import { formatPreset, isPresetOpen, listPresets } from '../state/presets.ts'
import type { ViewId } from '../state/routes.ts'
import { TEXT } from './text.ts'
import presetsStyles from './presets.module.css'

/** Links to the presets of a view, and a button that copies a link to what is seen. */
export function Presets({ app, view }: { readonly app: AppController; readonly view: ViewId }) {
  const search = useSyncExternalStore(watchSearch, currentSearch)
  // Said as long as it is true: the next change of the address is not in the copied link.
  const [report, setReport] = useState<{ readonly search: string; readonly text: string }>()
  const share = async () => {
    const link = location.origin + location.pathname + currentSearch()
    let text: string = TEXT.presets.shared
    try {
      await navigator.clipboard.writeText(link)
    } catch {
      // Refused, or not offered outside of https.
      text = TEXT.presets.notShared
    }
    setReport({ search: currentSearch(), text })
  }
  return (
    <section className={presetsStyles.presets} aria-label={TEXT.presets.label}>
      <span>{TEXT.presets.try}</span>
      {listPresets(view).map((preset) => (
        <a
          key={preset.label}
          href={formatPreset(view, preset)}
          aria-current={isPresetOpen(preset, search) ? 'true' : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return
            event.preventDefault()
            app.openSearch(formatPreset(view, preset))
          }}
        >
          {preset.label}
        </a>
      ))}
      <button type="button" aria-label={TEXT.presets.shareHint} onClick={() => void share()}>
        {TEXT.presets.share}
      </button>
      <p role="status">{report?.search === search ? report.text : ''}</p>
    </section>
  )
}
