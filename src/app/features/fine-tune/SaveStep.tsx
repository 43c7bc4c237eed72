import type { TunedVariant } from '../../../tuning/tuned-variant.ts'
import { formatVariantName } from '../../ui/colours.ts'
import { FilePicker } from '../../ui/FilePicker.tsx'
import { choose } from '../../state/choose.ts'
import { useAppState } from '../../state/store.ts'
import { ColourDot } from '../../ui/ColourDot.tsx'
import { exportTuned } from './files.ts'
import type { TuneSession } from './session.ts'
import type { TuneState } from './tune-state.ts'
import { formatPercent } from '../../ui/format.ts'
import { Explained } from '../../ui/glossary/Explained.tsx'
import { TEXT } from '../../ui/text.ts'
import controlsStyles from '../../ui/controls.module.css'
import tuneStyles from './tune.module.css'

interface Props {
  readonly session: TuneSession
  readonly tune: TuneState
}

/** Saved variant with buttons to export and delete it. */
function SavedVariant({
  one,
  session,
  runs,
}: {
  readonly one: TunedVariant
  readonly session: TuneSession
  readonly runs: boolean
}) {
  const { name, base, recipe, error, made } = one
  const details = TEXT.fineTune.save.details(
    formatVariantName(base),
    formatVariantName(recipe.loss),
    made.slice(0, 10),
    formatPercent(error.before, 2),
    formatPercent(error.after, 2),
  )
  return (
    <li>
      <ColourDot variant={name} />
      <span>{formatVariantName(name)}</span>
      <button
        type="button"
        aria-label={TEXT.fineTune.save.exportVariant(formatVariantName(name))}
        onClick={() => exportTuned(one, name)}
      >
        {TEXT.fineTune.save.export}
      </button>
      <button
        type="button"
        aria-label={TEXT.fineTune.save.deleteVariant(formatVariantName(name))}
        onClick={() => void session.remove(name)}
      >
        {TEXT.fineTune.save.delete}
      </button>
      <small>{runs ? details : TEXT.fineTune.save.incompatible(details, formatVariantName(base))}</small>
    </li>
  )
}

/** Result of the training, and the list of saved variants. */
export function SaveStep({ session, tune }: Props) {
  const { result } = tune
  const tuned = useAppState((state) => state.tuned)
  const stale = useAppState((state) => state.stale)
  const savedAs = result?.savedAs
  return (
    <fieldset>
      <legend>{TEXT.fineTune.save.legend}</legend>
      {result && (
        <>
          <table className={tuneStyles.result}>
            <caption>
              <Explained text={TEXT.fineTune.save.errorOn(result.draft.frames.heldOut)} />
            </caption>
            <tbody>
              <tr>
                <th scope="row">{TEXT.fineTune.save.before(formatVariantName(result.draft.base))}</th>
                <td>{formatPercent(result.draft.error.before, 2)}</td>
              </tr>
              <tr>
                <th scope="row">{TEXT.fineTune.save.after}</th>
                <td>{formatPercent(result.draft.error.after, 2)}</td>
              </tr>
            </tbody>
          </table>
          <div className={`${controlsStyles.actions} ${tuneStyles.stepActions}`}>
            {savedAs ? (
              <button
                type="button"
                className={controlsStyles.primary}
                onClick={() => void choose({ view: 'compare', compared: [result.draft.base, savedAs] })}
              >
                {TEXT.fineTune.save.compare(formatVariantName(result.draft.base))}
              </button>
            ) : (
              <button type="button" className={controlsStyles.primary} onClick={() => void session.save()}>
                {TEXT.fineTune.save.save}
              </button>
            )}
            <button type="button" onClick={() => exportTuned(result.draft, savedAs ?? 'tuned')}>
              {TEXT.fineTune.save.export}
            </button>
          </div>
        </>
      )}
      {tuned.length + stale.length > 0 && (
        <ul className={tuneStyles.kept} aria-label={TEXT.fineTune.save.list}>
          {tuned.map((one) => (
            <SavedVariant key={one.name} one={one} session={session} runs />
          ))}
          {stale.map((one) => (
            <SavedVariant key={one.name} one={one} session={session} runs={false} />
          ))}
        </ul>
      )}
      <FilePicker
        label={TEXT.fineTune.save.import}
        name={TEXT.fineTune.save.file}
        accept=".json,application/json"
        onChoose={([file]) => void session.importFile(file)}
      />
      <p className={controlsStyles.hint}>{TEXT.fineTune.save.note}</p>
    </fieldset>
  )
}
