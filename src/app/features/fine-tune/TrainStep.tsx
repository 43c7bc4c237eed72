import { findHoldOutStart } from '../../../tuning/training-crops.ts'
import { RECIPE_RANGES, TUNING_LOSSES, type Recipe } from '../../../tuning/recipe.ts'
import { formatVariantName } from '../../ui/colours.ts'
import { SliderField } from '../../ui/SliderField.tsx'
import { TUNABLE_VARIANTS } from '../../state/state.ts'
import { choose } from '../../state/choose.ts'
import { TrainingProgress } from './TrainingProgress.tsx'
import type { TuneSession } from './session.ts'
import { selectMeasured } from './job.ts'
import { MIN_FRAMES, collectMaterial, type TuneState } from './tune-state.ts'
import { Explained } from '../../ui/glossary/Explained.tsx'
import { TEXT } from '../../ui/text.ts'
import controlsStyles from '../../ui/controls.module.css'

/** Ranges of the controls; the address accepts wider ones. */
const MAX_SLIDER_EPSILON_PX = 5
const MAX_SLIDER_STEPS = 1000
const RATES = [0.0001, 0.0003, 0.001, 0.003] as const

interface Props {
  readonly session: TuneSession
  readonly tune: TuneState
  readonly base: string
  readonly recipe: Recipe
  readonly onRecipe: (change: Partial<Recipe>) => void
}

/** Describes what is missing before training can start; undefined if nothing is. */
function findMissingStep(tune: TuneState): string | undefined {
  if (tune.task) return undefined
  const { frames, corrections, heldFrom } = collectMaterial(tune)
  if (frames.length < MIN_FRAMES) return TEXT.fineTune.train.tooFewFrames(MIN_FRAMES)
  if (!frames.some(({ heldOut }) => !heldOut)) return TEXT.fineTune.train.noTrainingFrames
  if (!corrections.some(({ frame }) => frame < heldFrom)) return TEXT.fineTune.train.noCorrections
  if (selectMeasured({ frames, corrections }).length === 0) {
    return TEXT.fineTune.train.noValidation(formatHeldOutFrames(tune))
  }
  return undefined
}

/** Formats the range of held-out frames, counted from 1. */
function formatHeldOutFrames({ frames }: TuneState): string {
  return TEXT.fineTune.train.heldOutFrames(findHoldOutStart(frames.length) + 1, frames.length)
}

/** Describes what is trained and how its error is measured. */
function describeTraining(tune: TuneState): string {
  if (tune.frames.length === 0) return TEXT.fineTune.train.explanation
  return TEXT.fineTune.train.explanationWithFrames(formatHeldOutFrames(tune))
}

/** Training recipe and the button that starts the training. */
export function TrainStep({ session, tune, base, recipe, onRecipe }: Props) {
  const { task } = tune
  const running = task && task.kind !== 'recording'
  const missing = findMissingStep(tune)
  const rates = [...new Set([...RATES, recipe.rate])].sort((p, q) => p - q)
  return (
    <fieldset>
      <legend>{TEXT.fineTune.train.legend}</legend>
      <label className={controlsStyles.row}>
        {TEXT.fineTune.train.base}
        <select
          value={base}
          disabled={running}
          onChange={({ target }) => void choose({ variant: target.value, automatic: false })}
        >
          {TUNABLE_VARIANTS.map((name) => (
            <option key={name} value={name}>
              {formatVariantName(name)}
            </option>
          ))}
        </select>
      </label>
      <label className={controlsStyles.row}>
        {TEXT.fineTune.train.loss}
        <select
          value={recipe.loss}
          onChange={({ target }) =>
            onRecipe({ loss: TUNING_LOSSES.find((name) => name === target.value) ?? recipe.loss })
          }
        >
          {TUNING_LOSSES.map((name) => (
            <option key={name} value={name}>
              {formatVariantName(name)}
            </option>
          ))}
        </select>
      </label>
      {recipe.loss === 'wing' && (
        <>
          <SliderField
            label={TEXT.fineTune.train.w}
            unit={TEXT.fineTune.train.pixels}
            range={RECIPE_RANGES.w}
            step={0.5}
            value={recipe.w}
            onChange={(w) => onRecipe({ w })}
          />
          <SliderField
            label={TEXT.fineTune.train.epsilon}
            unit={TEXT.fineTune.train.pixels}
            range={[RECIPE_RANGES.epsilon[0], MAX_SLIDER_EPSILON_PX]}
            step={0.02}
            value={recipe.epsilon}
            onChange={(epsilon) => onRecipe({ epsilon })}
          />
        </>
      )}
      <SliderField
        label={TEXT.fineTune.train.steps}
        range={[RECIPE_RANGES.steps[0], MAX_SLIDER_STEPS]}
        step={20}
        value={recipe.steps}
        onChange={(steps) => onRecipe({ steps })}
      />
      <label className={controlsStyles.row}>
        {TEXT.fineTune.train.rate}
        <select value={recipe.rate} onChange={({ target }) => onRecipe({ rate: Number(target.value) })}>
          {rates.map((rate) => (
            <option key={rate} value={rate}>
              {rate}
            </option>
          ))}
        </select>
      </label>
      {running ? (
        <TrainingProgress task={task} end={TEXT.fineTune.train.cancel} onEnd={session.cancel} />
      ) : (
        <button
          type="button"
          className={controlsStyles.primary}
          disabled={Boolean(task) || missing !== undefined}
          onClick={() => void session.train(recipe)}
        >
          {TEXT.fineTune.train.start}
        </button>
      )}
      <p className={controlsStyles.hint}>{missing ?? <Explained text={describeTraining(tune)} />}</p>
    </fieldset>
  )
}
