import { choose } from '../../state/choose.ts'
import { RESULTS } from '../../state/results.ts'
import { LAYOUTS, variantsToRun } from '../../state/state.ts'
import { useAppState } from '../../state/store.ts'
import { formatVariantName } from '../../ui/colours.ts'
import { Explained } from '../../ui/glossary/Explained.tsx'
import { TEXT } from '../../ui/text.ts'
import { CedPlot } from './CedPlot.tsx'
import controlsStyles from '../../ui/controls.module.css'

/** Layout of the compared variants, and their cumulative error distribution on the test faces. */
export function CompareOptions() {
  const options = useAppState((state) => state.options)
  const [lead] = variantsToRun(options)
  return (
    <>
      <div
        data-tour="layout"
        className={controlsStyles.segments}
        role="group"
        aria-label={TEXT.compare.layout}
      >
        {LAYOUTS.map((layout) => (
          <button
            key={layout}
            type="button"
            aria-pressed={options.layout === layout}
            onClick={() => void choose({ layout })}
          >
            {TEXT.compare.layouts[layout]}
          </button>
        ))}
      </div>
      {options.layout === 'difference' && (
        <label className={controlsStyles.row}>
          {TEXT.compare.difference(formatVariantName(lead), options.magnify)}
          <input
            type="range"
            min="1"
            max="20"
            value={options.magnify}
            aria-label={TEXT.compare.magnify}
            onChange={({ target }) => void choose({ magnify: Number(target.value) })}
          />
        </label>
      )}
      <CedPlot variants={options.compared} />
      <p className={controlsStyles.hint}>
        <Explained text={TEXT.compare.note(formatVariantName(lead))} />{' '}
        {RESULTS && <Explained text={TEXT.compare.nmeNote(TEXT.fromData(RESULTS.protocol))} />}
      </p>
    </>
  )
}
