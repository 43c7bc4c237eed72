import { useState } from 'react'
import { formatPreset, isPresetOpen, listPresets } from '../state/presets.ts'
import type { ViewId } from '../state/routes.ts'
import { openSearch } from '../state/start-page.ts'
import { useAppState } from '../state/store.ts'
import { TEXT } from './text.ts'
import presetsStyles from './presets.module.css'

/** Links to the presets of a view, and a button that copies a link to what is seen. */
export function Presets({ view }: { readonly view: ViewId }) {
  const search = useAppState((state) => state.search)
  // Said as long as it is true: the next change of the address is not in the copied link.
  const [report, setReport] = useState<{ readonly search: string; readonly text: string }>()
  const share = async () => {
    const link = location.origin + location.pathname + search
    let text: string = TEXT.presets.shared
    try {
      await navigator.clipboard.writeText(link)
    } catch {
      // Refused, or not offered outside of https.
      text = TEXT.presets.notShared
    }
    setReport({ search, text })
  }
  return (
    <section className={presetsStyles.presets} aria-label={TEXT.presets.label}>
      <span>{TEXT.presets.try}</span>
      {listPresets(view).map((preset) => (
        <a
          key={preset.label}
          href={formatPreset(view, preset, search)}
          aria-current={isPresetOpen(preset, search) ? 'true' : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return
            event.preventDefault()
            openSearch(formatPreset(view, preset, search))
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
