import { useEffect, useSyncExternalStore } from 'react'
import { LANDMARKS } from '../../../geometry/face.ts'
import { WING } from '../../../losses/losses.ts'
import { findHoldOutStart } from '../../../tuning/training-crops.ts'
import { RECIPE_RANGES, TUNING_LOSSES, type Recipe } from '../../../tuning/recipe.ts'
import { Stage } from '../../canvas/ImageViewer.tsx'
import { Swatch } from '../../ui/ColourDot.tsx'
import { freeName } from '../../storage/tuned-name.ts'
import type { StudioState } from '../../state/state.ts'
import type { Studio } from '../../state/studio.ts'
import { among, useQuery, useSwitch, whole, within } from '../../state/query.ts'
import { CorrectStep } from './CorrectStep.tsx'
import { FilmStrip } from './FilmStrip.tsx'
import { FrameEditor, type Layer } from './FrameEditor.tsx'
import { KeepStep } from './KeepStep.tsx'
import { REACHES, type Reach } from './parts.ts'
import { RecordStep } from './RecordStep.tsx'
import { TuneSession } from './session.ts'
import { baseOf } from './tune-state.ts'
import { TrainStep } from './TrainStep.tsx'
import { TunePlots } from './TunePlots.tsx'
import '../../ui/lab.css'
import './tune.css'

/** Long enough for the error to settle, at a rate that does not overshoot. */
const USUAL = { loss: 'wing', steps: 300, rate: 0.0003 } as const

/** The point to begin with: where one sees best what a drag does. */
const CHIN = 8

const sessions = new WeakMap<Studio, TuneSession>()

/** One for each studio: a recording outlives the view. */
function sessionOf(studio: Studio): TuneSession {
  const session = sessions.get(studio) ?? new TuneSession(studio)
  sessions.set(studio, session)
  return session
}

/** The recipe stands in the address. */
function useRecipe(): readonly [Recipe, (change: Partial<Recipe>) => void] {
  const [loss, setLoss] = useQuery<Recipe['loss']>('loss', USUAL.loss, among(TUNING_LOSSES))
  const [w, setW] = useQuery('tune-w', WING.w, within(...RECIPE_RANGES.w))
  const [epsilon, setEpsilon] = useQuery('tune-epsilon', WING.epsilon, within(...RECIPE_RANGES.epsilon))
  const [steps, setSteps] = useQuery('steps', USUAL.steps, (text) => {
    const value = within(...RECIPE_RANGES.steps)(text)
    return value === undefined ? undefined : Math.round(value)
  })
  const [rate, setRate] = useQuery<number>('rate', USUAL.rate, within(...RECIPE_RANGES.rate))
  const change = (to: Partial<Recipe>) => {
    if (to.loss !== undefined) setLoss(to.loss)
    if (to.w !== undefined) setW(to.w)
    if (to.epsilon !== undefined) setEpsilon(to.epsilon)
    if (to.steps !== undefined) setSteps(to.steps)
    if (to.rate !== undefined) setRate(to.rate)
  }
  return [{ loss, w, epsilon, steps, rate }, change]
}

function Alert({ text, onDismiss }: { readonly text: string; readonly onDismiss: () => void }) {
  return (
    <p role="alert" className="tune-alert">
      {text}
      <button type="button" onClick={onDismiss} aria-label="Dismiss">
        ×
      </button>
    </p>
  )
}

interface Props {
  readonly studio: Studio
  readonly state: StudioState
}

/** Records a face, has its landmarks put right, and trains CNN-7's output layer on them in this tab. */
export function FineTune({ studio, state }: Props) {
  const session = sessionOf(studio)
  const tune = useSyncExternalStore(session.subscribe, session.state)
  const [recipe, setRecipe] = useRecipe()
  const [landmark, setLandmark] = useQuery('point', CHIN, whole(0, LANDMARKS - 1))
  const [reach, setReach] = useQuery<Reach>('moves', 'point', among(REACHES))
  const [layersShown, setLayersShown] = useSwitch('beside')
  // A recording that nobody sees ends.
  useEffect(() => session.stopRecording, [session])

  const { work, frames, selected, corrections, leftOut, curve, result, note, alert } = tune
  const { mirrored } = state.options
  const base = baseOf(state)
  const shape = selected === undefined ? undefined : session.shape(selected)
  const before = selected === undefined ? undefined : result?.before.get(selected)
  const after = selected === undefined ? undefined : result?.after.get(selected)
  // Until it is kept, in the colour that it will have.
  const made = result?.kept ?? freeName([...state.tuned, ...state.stale])
  const layers: Layer[] =
    result && before && after && layersShown
      ? [
          { variant: result.draft.base, landmarks: before },
          { variant: made, landmarks: after },
        ]
      : []
  return (
    <div className="lab tune-view">
      <section className="lab-plots" aria-label="Picture and plots">
        {selected !== undefined && shape ? (
          <FrameEditor
            frame={frames[selected]}
            label={`Frame ${selected + 1} of ${frames.length}`}
            shape={shape}
            layers={layers}
            mirrored={mirrored}
            landmark={landmark}
            reach={reach}
            onChoose={setLandmark}
            onBegin={session.mark}
            onMove={session.move}
            onUndo={session.undo}
          />
        ) : (
          <Stage studio={studio} state={state}>
            <p>Start the camera: your face is recorded in this tab, and goes nowhere.</p>
          </Stage>
        )}
        {frames.length > 0 && (
          <label>
            <input
              type="checkbox"
              disabled={!result || selected === undefined}
              checked={layersShown}
              onChange={({ target }) => setLayersShown(target.checked)}
            />
            <Swatch variant={result?.draft.base ?? base} />
            before and
            <Swatch variant={made} />
            after the training, beside the corrected points in white
          </label>
        )}
        {frames.length > 0 && (
          <>
            <FilmStrip
              frames={frames}
              selected={selected}
              leftOut={leftOut}
              corrected={new Set(corrections.map(({ frame }) => frame))}
              // While it is recorded nobody knows where its last fifth begins.
              heldFrom={work?.kind === 'recording' ? Infinity : findHoldOutStart(frames.length)}
              mirrored={mirrored}
              onSelect={session.select}
            />
            <p className="hint">● corrected by hand, ◦ held out: does not train, × left out</p>
          </>
        )}
        {curve.length > 1 && <TunePlots curve={curve} steps={result?.draft.recipe.steps ?? recipe.steps} />}
      </section>
      <aside aria-label="Fine-tuning">
        <h2>Fine-tune on your own face</h2>
        {alert && <Alert text={alert} onDismiss={session.dismiss} />}
        {/* Elsewhere the picture says it, which a frame has taken the place of. */}
        {selected !== undefined && state.alert && <Alert text={state.alert} onDismiss={studio.dismiss} />}
        <RecordStep studio={studio} state={state} session={session} tune={tune} />
        <CorrectStep
          session={session}
          tune={tune}
          landmark={landmark}
          reach={reach}
          point={shape?.[landmark]}
          onChoose={setLandmark}
          onReach={setReach}
        />
        <TrainStep
          studio={studio}
          session={session}
          tune={tune}
          base={base}
          recipe={recipe}
          onRecipe={setRecipe}
        />
        <KeepStep studio={studio} state={state} session={session} tune={tune} />
        <p role="status" className="hint">
          {note}
        </p>
      </aside>
    </div>
  )
}
