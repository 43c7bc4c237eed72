import type { TunedVariant } from '../../../tuning/tuned-variant.ts'
import { nameOf } from '../../ui/colours.ts'
import { FilePicker } from '../../ui/FilePicker.tsx'
import type { StudioState } from '../../state/state.ts'
import type { Studio } from '../../state/studio.ts'
import { Swatch } from '../../ui/ColourDot.tsx'
import { exportTuned } from './files.ts'
import type { TuneSession } from './session.ts'
import type { TuneState } from './tune-state.ts'

interface Props {
  readonly studio: Studio
  readonly state: StudioState
  readonly session: TuneSession
  readonly tune: TuneState
}

/** The frames that the error is of. */
function heldOut({ heldOut: count }: TunedVariant['frames']): string {
  return count === 1
    ? 'the one frame held out that you put right'
    : `the ${count} frames held out that you put right`
}

const percent = (value: number) => `${value.toFixed(2)}%`

/** One that is kept: what it is, and what can be done with it. */
function Kept({
  one,
  session,
  runs,
}: {
  readonly one: TunedVariant
  readonly session: TuneSession
  readonly runs: boolean
}) {
  const { name, base, recipe, error, made } = one
  return (
    <li>
      <Swatch variant={name} />
      <span>{nameOf(name)}</span>
      <button type="button" aria-label={`Export ${nameOf(name)}`} onClick={() => exportTuned(one, name)}>
        Export
      </button>
      <button type="button" aria-label={`Delete ${nameOf(name)}`} onClick={() => void session.remove(name)}>
        Delete
      </button>
      <small>
        {nameOf(base)} trained on with {nameOf(recipe.loss)}, {made.slice(0, 10)}: {percent(error.before)} →{' '}
        {percent(error.after)}
        {!runs && `. Made of another ${nameOf(base)}: it runs no more`}
      </small>
    </li>
  )
}

/** What came of the training, and the variants that were kept. */
export function KeepStep({ studio, state, session, tune }: Props) {
  const { result } = tune
  const { tuned, stale } = state
  const kept = result?.kept
  return (
    <fieldset>
      <legend>4 Keep</legend>
      {result && (
        <>
          <table className="tune-result">
            <caption>Error on {heldOut(result.draft.frames)}, inter-ocular</caption>
            <tbody>
              <tr>
                <th scope="row">{nameOf(result.draft.base)}, before</th>
                <td>{percent(result.draft.error.before)}</td>
              </tr>
              <tr>
                <th scope="row">after</th>
                <td>{percent(result.draft.error.after)}</td>
              </tr>
            </tbody>
          </table>
          <div className="actions">
            {kept ? (
              <button
                type="button"
                className="primary"
                onClick={() => void studio.choose({ view: 'compare', compared: [result.draft.base, kept] })}
              >
                Compare with {nameOf(result.draft.base)}
              </button>
            ) : (
              <button type="button" className="primary" onClick={() => void session.keep()}>
                Keep as a variant
              </button>
            )}
            <button type="button" onClick={() => exportTuned(result.draft, kept ?? 'tuned')}>
              Export
            </button>
          </div>
        </>
      )}
      {tuned.length + stale.length > 0 && (
        <ul className="kept" aria-label="Kept variants">
          {tuned.map((one) => (
            <Kept key={one.name} one={one} session={session} runs />
          ))}
          {stale.map((one) => (
            <Kept key={one.name} one={one} session={session} runs={false} />
          ))}
        </ul>
      )}
      <FilePicker
        label="Import a file"
        name="Tuned variant"
        accept=".json,application/json"
        onChoose={([file]) => void session.importFile(file)}
      />
      <p className="hint">
        Kept variants stay in this browser and join the others in all views. A file holds weights and no
        pictures.
      </p>
    </fieldset>
  )
}
