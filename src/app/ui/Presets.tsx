import { formatPreset, isPresetOpen, listPresets } from '../state/presets.ts'
import type { ViewId } from '../state/routes.ts'
import { openSearch } from '../state/start-page.ts'
import { useAppState } from '../state/store.ts'
import { useIsShown } from './ControlGroup.tsx'
import { Share } from './Share.tsx'
import { ShareForClass } from './ShareForClass.tsx'
import { TEXT } from './text.ts'
import presetsStyles from './presets.module.css'

/** Links to the presets of a view, and what copies a link to what is seen. */
export function Presets({ view }: { readonly view: ViewId }) {
  const search = useAppState((state) => state.search)
  const isInClass = useAppState(({ settings }) => settings.classroom.hidden.length > 0)
  const presets = useIsShown('presets') ? listPresets(view) : []
  return (
    <section className={presetsStyles.presets} aria-label={TEXT.presets.label}>
      {presets.length > 0 && <span>{TEXT.presets.try}</span>}
      {presets.map((preset) => (
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
      <Share />
      {!isInClass && <ShareForClass view={view} />}
    </section>
  )
}
