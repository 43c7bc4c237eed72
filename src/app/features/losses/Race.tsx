import { useMemo, useState } from 'react'
import type { ResidualHistogram } from '../../../evaluation/residuals.ts'
import type { Loss } from '../../../losses/losses.ts'
import { MAX_RACE_SEED, MAX_RACE_STEPS, RACE_RATES, RACE_STARTS } from '../../state/address/choices.ts'
import type { Settings } from '../../state/address/table.ts'
import { setSettings, useSettings } from '../../state/change-address.ts'
import { useAppState } from '../../state/store.ts'
import { formatVariantName } from '../../ui/colours.ts'
import { PlotFigure } from '../../ui/PlotFigure.tsx'
import { formatNumber, formatSetting } from '../../ui/format.ts'
import { Explained } from '../../ui/glossary/Explained.tsx'
import { TEXT } from '../../ui/text.ts'
import { RacePrediction } from './RacePrediction.tsx'
import { createRacePlot } from './race-plot.ts'
import { computeMeanSize, drawStart, PREDICTED_STEP, runRace } from './race.ts'
import { useRaceStep } from './useRaceStep.ts'
import controlsStyles from '../../ui/controls.module.css'
import lossesStyles from './losses.module.css'

interface Props {
  readonly losses: readonly Loss[]
  readonly histogram: ResidualHistogram
  readonly variant: string
}

/** Gradient descent of residuals under each loss from the same start, step by step; its winner is to be predicted. */
export function Race({ losses, histogram, variant }: Props) {
  const { raceStart: start, raceRate: rate, raceSeed: seed } = useSettings('losses')
  const { step, isPlaying, play, pause, go } = useRaceStep()
  const tracks = useMemo(
    () => runRace(losses, drawStart(histogram, start, seed), rate),
    [losses, histogram, start, seed, rate],
  )
  const options = useMemo(() => createRacePlot(tracks, step, start), [tracks, step, start])
  const visit = useAppState((state) => state.visit)
  // Another address is another question.
  const [guess, setGuess] = useState<{ readonly loss: string; readonly visit: number }>()
  /** Another race is another question. */
  const change = (to: Partial<Settings['losses']>) => {
    setSettings('losses', to)
    setGuess(undefined)
    go(0)
  }
  const means = tracks.map(({ loss, steps }) =>
    TEXT.losses.race.rowLabel(formatVariantName(loss), formatNumber(computeMeanSize(steps[step]!), 2)),
  )

  return (
    <section data-tour="race" className={lossesStyles.race} aria-labelledby="losses-race">
      <h2 id="losses-race">{TEXT.losses.race.heading}</h2>
      <p>
        <Explained text={TEXT.losses.race.intro(formatVariantName(variant))} />
      </p>
      <div className={lossesStyles.raceChoices}>
        <label>
          {TEXT.losses.race.start}
          <select
            value={start}
            onChange={({ target }) =>
              change({ raceStart: RACE_STARTS.find((kind) => kind === target.value) ?? start })
            }
          >
            {RACE_STARTS.map((kind) => (
              <option key={kind} value={kind}>
                {TEXT.losses.race.starts[kind]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {TEXT.losses.race.rate}
          <select value={rate} onChange={({ target }) => change({ raceRate: Number(target.value) })}>
            {RACE_RATES.map((value) => (
              <option key={value} value={value}>
                {formatSetting(value)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => change({ raceSeed: seed === MAX_RACE_SEED ? 1 : seed + 1 })}>
          {TEXT.losses.race.drawAgain}
        </button>
      </div>
      <RacePrediction
        tracks={tracks}
        step={step}
        guess={guess?.visit === visit ? guess.loss : undefined}
        onGuess={(loss) => {
          setGuess({ loss, visit })
          if (step === 0 && !isPlaying) play()
        }}
      />
      <div className={lossesStyles.raceControls}>
        <button type="button" className={controlsStyles.primary} onClick={isPlaying ? pause : play}>
          {isPlaying ? TEXT.losses.race.pause : TEXT.losses.race.play}
        </button>
        <button type="button" disabled={step === MAX_RACE_STEPS} onClick={() => go(step + 1)}>
          {TEXT.losses.race.step}
        </button>
        <button type="button" disabled={step === 0} onClick={() => go(0)}>
          {TEXT.losses.race.reset}
        </button>
        <label>
          <span className={lossesStyles.stepNumber}>{TEXT.losses.race.stepOf(step, MAX_RACE_STEPS)}</span>
          <input
            type="range"
            aria-label={TEXT.losses.race.stepSlider}
            min={0}
            max={MAX_RACE_STEPS}
            value={step}
            onChange={({ target }) => go(Number(target.value))}
          />
        </label>
      </div>
      <PlotFigure
        title={TEXT.losses.race.plot}
        label={TEXT.losses.race.plotLabel(step, means.join('; '))}
        options={options}
      />
      <p className={step < PREDICTED_STEP ? lossesStyles.unrevealed : undefined}>{TEXT.losses.race.why}</p>
    </section>
  )
}
