import { useEffect } from 'react'
import { useStore } from 'zustand'
import { findHoldOutStart } from '../../../tuning/training-crops.ts'
import type { Recipe } from '../../../tuning/recipe.ts'
import type { ComparedShape } from '../../canvas/EditorFaces.tsx'
import { ImageViewer } from '../../canvas/ImageViewer.tsx'
import { StatsLine } from '../../canvas/StatsLine.tsx'
import { LandmarkEditor } from '../../canvas/LandmarkEditor.tsx'
import { ColourDot } from '../../ui/ColourDot.tsx'
import { ControlGroup } from '../../ui/ControlGroup.tsx'
import { Presets } from '../../ui/Presets.tsx'
import { nextTunedName } from '../../storage/tuned-name.ts'
import { setSettings, useSettings } from '../../state/change-address.ts'
import { appStore, useAppState } from '../../state/store.ts'
import { CorrectStep } from './CorrectStep.tsx'
import { FilmStrip } from './FilmStrip.tsx'
import { SaveStep } from './SaveStep.tsx'
import { RecordStep } from './RecordStep.tsx'
import { TuneSession } from './session.ts'
import { selectBase } from './tune-state.ts'
import { StepsPreview } from './StepsPreview.tsx'
import { TrainStep } from './TrainStep.tsx'
import { TunePlots } from './TunePlots.tsx'
import { Sentence } from '../../ui/Sentence.tsx'
import { TEXT } from '../../ui/text.ts'
import controlsStyles from '../../ui/controls.module.css'
import labStyles from '../../ui/lab.module.css'
import tuneStyles from './tune.module.css'

/** Session of this page: a recording outlives the view. */
const session = new TuneSession()

const setLandmark = (landmark: number) => setSettings('tune', { landmark })
const setRecipe = (change: Partial<Recipe>) => setSettings('tune', change)

function Alert({ text, onDismiss }: { readonly text: string; readonly onDismiss: () => void }) {
  return (
    <p role="alert" className={tuneStyles.alert}>
      {TEXT.fromData(text)}
      <button type="button" onClick={onDismiss} aria-label={TEXT.shell.dismiss}>
        ×
      </button>
    </p>
  )
}

/**
 * Records a face, lets the visitor correct its landmarks, and trains CNN-7's output layer on them in this
 * tab.
 */
export function FineTune() {
  const tune = useStore(session.store)
  const { landmark, dragScope, comparing, loss, w, epsilon, steps, rate } = useSettings('tune')
  const recipe: Recipe = { loss, w, epsilon, steps, rate }
  const mirrored = useAppState(({ options }) => options.mirrored)
  const pageAlert = useAppState((state) => state.alert)
  const picture = useAppState((state) => state.picture)
  const tuned = useAppState((state) => state.tuned)
  const stale = useAppState((state) => state.stale)
  const base = useAppState(selectBase)
  // Stop recording when the view is left.
  useEffect(() => session.stopRecording, [])

  const { task, frames, selected, corrections, excluded, curve, result, note, alert } = tune
  const shape = selected === undefined ? undefined : session.shape(selected)
  const before = selected === undefined ? undefined : result?.before.get(selected)
  const after = selected === undefined ? undefined : result?.after.get(selected)
  // Before it is saved: the name, and so the colour, that it will have.
  const tunedName = result?.savedAs ?? nextTunedName([...tuned, ...stale])
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
              picture={frames[selected]!.picture}
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
          <>
            <ImageViewer>
              <StepsPreview />
            </ImageViewer>
            {picture !== 'none' && <StatsLine />}
          </>
        )}
        {frames.length > 0 && (
          <label>
            <input
              type="checkbox"
              disabled={!result || selected === undefined}
              checked={comparing}
              onChange={({ target }) => setSettings('tune', { comparing: target.checked })}
            />
            <span>
              <Sentence
                text={TEXT.fineTune.beforeAndAfter}
                parts={{
                  before: <ColourDot variant={result?.draft.base ?? base} />,
                  after: <ColourDot variant={tunedName} />,
                }}
              />
            </span>
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
        <Presets view="tune" />
        {alert && <Alert text={alert} onDismiss={session.dismiss} />}
        {/* The viewer would show it, but a frame has replaced the viewer. */}
        {selected !== undefined && pageAlert && (
          <Alert text={pageAlert} onDismiss={() => appStore.setState({ alert: undefined })} />
        )}
        <ControlGroup name="record">
          <RecordStep session={session} tune={tune} />
        </ControlGroup>
        <ControlGroup name="correct">
          <CorrectStep
            session={session}
            tune={tune}
            landmark={landmark}
            dragScope={dragScope}
            point={shape?.[landmark]}
            onChoose={setLandmark}
            onDragScope={(scope) => setSettings('tune', { dragScope: scope })}
          />
        </ControlGroup>
        <ControlGroup name="train">
          <TrainStep session={session} tune={tune} base={base} recipe={recipe} onRecipe={setRecipe} />
        </ControlGroup>
        <ControlGroup name="save">
          <SaveStep session={session} tune={tune} />
        </ControlGroup>
        <p role="status" className={controlsStyles.hint}>
          {note}
        </p>
      </aside>
    </div>
  )
}
