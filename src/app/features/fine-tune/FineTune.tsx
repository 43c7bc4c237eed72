import { useEffect, useSyncExternalStore } from 'react'
import { LANDMARK_COUNT } from '../../../geometry/face.ts'
import { WING_DEFAULTS } from '../../../losses/losses.ts'
import { findHoldOutStart } from '../../../tuning/training-crops.ts'
import { RECIPE_RANGES, TUNING_LOSSES, type Recipe } from '../../../tuning/recipe.ts'
import { DRAG_SCOPES, type DragScope } from '../../canvas/drag-scope.ts'
import type { ComparedShape } from '../../canvas/EditorFaces.tsx'
import { ImageViewer } from '../../canvas/ImageViewer.tsx'
import { LandmarkEditor } from '../../canvas/LandmarkEditor.tsx'
import { ColourDot } from '../../ui/ColourDot.tsx'
import { nextTunedName } from '../../storage/tuned-name.ts'
import type { AppState } from '../../state/state.ts'
import type { AppController } from '../../state/app-controller.ts'
import { parseOneOf, useQuery, useSwitch, parseIntegerIn, parseNumberIn } from '../../state/query.ts'
import { CorrectStep } from './CorrectStep.tsx'
import { FilmStrip } from './FilmStrip.tsx'
import { SaveStep } from './SaveStep.tsx'
import { RecordStep } from './RecordStep.tsx'
import { TuneSession } from './session.ts'
import { selectBase } from './tune-state.ts'
import { TrainStep } from './TrainStep.tsx'
import { TunePlots } from './TunePlots.tsx'
import { TEXT } from '../../ui/text.ts'
import controlsStyles from '../../ui/controls.module.css'
import labStyles from '../../ui/lab.module.css'
import tuneStyles from './tune.module.css'

/** Defaults: enough steps for the error to settle, at a rate that does not overshoot. */
const DEFAULT_RECIPE = { loss: 'wing', steps: 300, rate: 0.0003 } as const

/** Landmark selected at first, the chin: its movement is easy to see. */
const FIRST_LANDMARK = 8

const sessions = new WeakMap<AppController, TuneSession>()

/** Returns the session of an app; a recording outlives the view. */
function getSession(app: AppController): TuneSession {
  const session = sessions.get(app) ?? new TuneSession(app)
  sessions.set(app, session)
  return session
}

/** Reads and writes the training recipe in the address. */
function useRecipe(): readonly [Recipe, (change: Partial<Recipe>) => void] {
  const [loss, setLoss] = useQuery<Recipe['loss']>('loss', DEFAULT_RECIPE.loss, parseOneOf(TUNING_LOSSES))
  const [w, setW] = useQuery('tune-w', WING_DEFAULTS.w, parseNumberIn(...RECIPE_RANGES.w))
  const [epsilon, setEpsilon] = useQuery(
    'tune-epsilon',
    WING_DEFAULTS.epsilon,
    parseNumberIn(...RECIPE_RANGES.epsilon),
  )
  const [steps, setSteps] = useQuery('steps', DEFAULT_RECIPE.steps, (text) => {
    const value = parseNumberIn(...RECIPE_RANGES.steps)(text)
    return value === undefined ? undefined : Math.round(value)
  })
  const [rate, setRate] = useQuery<number>('rate', DEFAULT_RECIPE.rate, parseNumberIn(...RECIPE_RANGES.rate))
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
    <p role="alert" className={tuneStyles.alert}>
      {text}
      <button type="button" onClick={onDismiss} aria-label={TEXT.shell.dismiss}>
        ×
      </button>
    </p>
  )
}

interface Props {
  readonly app: AppController
  readonly state: AppState
}

/**
 * Records a face, lets the visitor correct its landmarks, and trains CNN-7's output layer on them in this
 * tab.
 */
export function FineTune({ app, state }: Props) {
  const session = getSession(app)
  const tune = useSyncExternalStore(session.subscribe, session.state)
  const [recipe, setRecipe] = useRecipe()
  const [landmark, setLandmark] = useQuery('point', FIRST_LANDMARK, parseIntegerIn(0, LANDMARK_COUNT - 1))
  const [dragScope, setDragScope] = useQuery<DragScope>('moves', 'point', parseOneOf(DRAG_SCOPES))
  const [comparing, setComparing] = useSwitch('beside')
  // Stop recording when the view is left.
  useEffect(() => session.stopRecording, [session])

  const { task, frames, selected, corrections, excluded, curve, result, note, alert } = tune
  const { mirrored } = state.options
  const base = selectBase(state)
  const shape = selected === undefined ? undefined : session.shape(selected)
  const before = selected === undefined ? undefined : result?.before.get(selected)
  const after = selected === undefined ? undefined : result?.after.get(selected)
  // Before it is saved: the name, and so the colour, that it will have.
  const tunedName = result?.savedAs ?? nextTunedName([...state.tuned, ...state.stale])
  const comparedShapes: ComparedShape[] =
    result && before && after && comparing
      ? [
          { variant: result.draft.base, landmarks: before },
          { variant: tunedName, landmarks: after },
        ]
      : []
  return (
    <div className={`${labStyles.lab} ${tuneStyles.view}`}>
      <section className={`${labStyles.plots} ${tuneStyles.pictures}`} aria-label={TEXT.fineTune.picture}>
        {selected !== undefined && shape ? (
          <div className={tuneStyles.frame}>
            <LandmarkEditor
              picture={frames[selected].picture}
              label={TEXT.fineTune.frameOf(selected + 1, frames.length)}
              faces={[shape]}
              comparedShapes={comparedShapes}
              mirrored={mirrored}
              landmark={landmark}
              dragScope={dragScope}
              onChoose={setLandmark}
              onBegin={session.checkpoint}
              onMove={session.move}
              onUndo={session.undo}
            />
          </div>
        ) : (
          <ImageViewer app={app} state={state}>
            <p>{TEXT.fineTune.intro}</p>
          </ImageViewer>
        )}
        {frames.length > 0 && (
          <label>
            <input
              type="checkbox"
              disabled={!result || selected === undefined}
              checked={comparing}
              onChange={({ target }) => setComparing(target.checked)}
            />
            <ColourDot variant={result?.draft.base ?? base} />
            {TEXT.fineTune.before}
            <ColourDot variant={tunedName} />
            {TEXT.fineTune.after}
          </label>
        )}
        {frames.length > 0 && (
          <>
            <FilmStrip
              frames={frames}
              selected={selected}
              excludedFrames={excluded}
              corrected={new Set(corrections.map(({ frame }) => frame))}
              // During the recording its last fifth is not known yet.
              heldFrom={task?.kind === 'recording' ? Infinity : findHoldOutStart(frames.length)}
              mirrored={mirrored}
              onSelect={session.select}
            />
            <p className={controlsStyles.hint}>{TEXT.fineTune.legend}</p>
          </>
        )}
        {curve.length > 1 && <TunePlots curve={curve} steps={result?.draft.recipe.steps ?? recipe.steps} />}
      </section>
      <aside className={controlsStyles.panel} aria-label={TEXT.fineTune.panel}>
        <h2>{TEXT.fineTune.heading}</h2>
        {alert && <Alert text={alert} onDismiss={session.dismiss} />}
        {/* The viewer would show it, but a frame has replaced the viewer. */}
        {selected !== undefined && state.alert && <Alert text={state.alert} onDismiss={app.dismiss} />}
        <RecordStep app={app} state={state} session={session} tune={tune} />
        <CorrectStep
          session={session}
          tune={tune}
          landmark={landmark}
          dragScope={dragScope}
          point={shape?.[landmark]}
          onChoose={setLandmark}
          onDragScope={setDragScope}
        />
        <TrainStep app={app} session={session} tune={tune} base={base} recipe={recipe} onRecipe={setRecipe} />
        <SaveStep app={app} state={state} session={session} tune={tune} />
        <p role="status" className={controlsStyles.hint}>
          {note}
        </p>
      </aside>
    </div>
  )
}
