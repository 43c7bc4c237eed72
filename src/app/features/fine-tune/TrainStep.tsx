import { VARIANTS } from '../../../landmarker/models/bundled-variants.ts'
import { findHoldOutStart } from '../../../tuning/training-crops.ts'
import { RECIPE_RANGES, TUNING_LOSSES, type Recipe } from '../../../tuning/recipe.ts'
import { nameOf } from '../../ui/colours.ts'
import { Knob } from '../../ui/SliderField.tsx'
import type { Studio } from '../../state/studio.ts'
import { Progress } from './Progress.tsx'
import type { TuneSession } from './session.ts'
import { measuring } from './job.ts'
import { FEWEST, materialOf, type TuneState } from './tune-state.ts'

/** Around what is usual; others can be had by the address. */
const WIDEST_EPSILON = 5
const MOST_STEPS = 1000
const RATES = [0.0001, 0.0003, 0.001, 0.003] as const

interface Props {
  readonly studio: Studio
  readonly session: TuneSession
  readonly tune: TuneState
  readonly base: string
  readonly recipe: Recipe
  readonly onRecipe: (change: Partial<Recipe>) => void
}

/** Why there is nothing to train on yet. */
function missing(tune: TuneState): string | undefined {
  if (tune.work) return undefined
  const { frames, corrections, heldFrom } = materialOf(tune)
  if (frames.length < FEWEST) return `Record at least ${FEWEST} frames first.`
  if (!frames.some(({ heldOut }) => !heldOut)) return 'Do not leave all frames out that train.'
  if (!corrections.some(({ frame }) => frame < heldFrom)) return 'Put at least one point right first.'
  if (measuring({ frames, corrections }).length === 0) {
    return `Put one of ${heldFrames(tune)} right too, or say that it is right as shown: they are held out, and measure only where you have looked.`
  }
  return undefined
}

/** The frames held out, by their numbers as they are shown. */
function heldFrames({ frames }: TuneState): string {
  return `frames ${findHoldOutStart(frames.length) + 1} to ${frames.length}`
}

/** What is trained, and what its error is measured on. */
function explain(tune: TuneState): string {
  const kept =
    'Only CNN-7’s output layer is trained; a pull towards its first weights keeps the rest as it was.'
  if (tune.frames.length === 0) return kept
  return `${kept} The end of the recording, ${heldFrames(tune)}, does not train. The error is that of those frames in it that you put right by hand.`
}

/** With what loss, how long and how fast; and the training itself. */
export function TrainStep({ studio, session, tune, base, recipe, onRecipe }: Props) {
  const { work } = tune
  const running = work && work.kind !== 'recording'
  const why = missing(tune)
  const rates = [...new Set([...RATES, recipe.rate])].sort((p, q) => p - q)
  return (
    <fieldset>
      <legend>3 Train</legend>
      <label className="row">
        Start from
        <select
          value={base}
          disabled={running}
          onChange={({ target }) => void studio.choose({ variant: target.value, automatic: false })}
        >
          {VARIANTS.map((name) => (
            <option key={name} value={name}>
              {nameOf(name)}
            </option>
          ))}
        </select>
      </label>
      <label className="row">
        Loss
        <select
          value={recipe.loss}
          onChange={({ target }) => onRecipe({ loss: TUNING_LOSSES.find((name) => name === target.value) })}
        >
          {TUNING_LOSSES.map((name) => (
            <option key={name} value={name}>
              {nameOf(name)}
            </option>
          ))}
        </select>
      </label>
      {recipe.loss === 'wing' && (
        <>
          <Knob
            label="w"
            unit="px"
            range={RECIPE_RANGES.w}
            step={0.5}
            value={recipe.w}
            onChange={(w) => onRecipe({ w })}
          />
          <Knob
            label="ε"
            unit="px"
            range={[RECIPE_RANGES.epsilon[0], WIDEST_EPSILON]}
            step={0.02}
            value={recipe.epsilon}
            onChange={(epsilon) => onRecipe({ epsilon })}
          />
        </>
      )}
      <Knob
        label="Steps"
        range={[RECIPE_RANGES.steps[0], MOST_STEPS]}
        step={20}
        value={recipe.steps}
        onChange={(steps) => onRecipe({ steps })}
      />
      <label className="row">
        Rate
        <select value={recipe.rate} onChange={({ target }) => onRecipe({ rate: Number(target.value) })}>
          {rates.map((rate) => (
            <option key={rate} value={rate}>
              {rate}
            </option>
          ))}
        </select>
      </label>
      {running ? (
        <Progress work={work} end="Cancel" onEnd={session.cancel} />
      ) : (
        <button
          type="button"
          className="primary"
          disabled={Boolean(work) || why !== undefined}
          onClick={() => void session.train(recipe)}
        >
          Train
        </button>
      )}
      <p className="hint">{why ?? explain(tune)}</p>
    </fieldset>
  )
}
