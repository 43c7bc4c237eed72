import { useEffect, useMemo, useState } from 'react'
import type { ResidualHistogram } from '../../../evaluation/residuals.ts'
import type { Loss } from '../../../losses/losses.ts'
import { parseIntegerIn, parseOneOf, useQuery } from '../../state/query.ts'
import { formatVariantName } from '../../ui/colours.ts'
import { PlotFigure } from '../../ui/PlotFigure.tsx'
import { TEXT } from '../../ui/text.ts'
import { Prediction } from './Prediction.tsx'
import { createRacePlot } from './race-plot.ts'
import { computeMeanSize, drawStart, MAX_STEPS, PREDICTED_STEP, RACE_STARTS, runRace } from './race.ts'
import { useRaceStep } from './useRaceStep.ts'
import controlsStyles from '../../ui/controls.module.css'
import lossesStyles from './losses.module.css'

/** Learning rates: at the middle one Wing wins from trained residuals, at the last one L2 (test/unit/race.test.ts). */
const RATES = [0.005, 0.02, 0.1, 0.3] as const
const DEFAULT_RATE = 0.02
const MAX_SEED = 999

const parseRate = (text: string) => RATES.find((rate) => String(rate) === text)

interface Props {
  readonly losses: readonly Loss[]
  readonly histogram: ResidualHistogram
  readonly variant: string
}

/** Gradient descent of residuals under each loss from the same start, step by step; its winner is to be predicted. */
export function Race({ losses, histogram, variant }: Props) {
  const [start, setStart] = useQuery('race-start', RACE_STARTS[0], parseOneOf(RACE_STARTS))
  const [rate, setRate] = useQuery<number>('race-rate', DEFAULT_RATE, parseRate)
  const [seed, setSeed] = useQuery('race-draw', 1, parseIntegerIn(1, MAX_SEED))
  const { step, isPlaying, play, pause, go } = useRaceStep()
  const tracks = useMemo(
    () => runRace(losses, drawStart(histogram, start, seed), rate),
    [losses, histogram, start, seed, rate],
  )
  const options = useMemo(() => createRacePlot(tracks, step, start), [tracks, step, start])
  const [guess, setGuess] = useState<string>()
  useEffect(() => {
    const forget = () => setGuess(undefined)
    window.addEventListener('popstate', forget)
    return () => window.removeEventListener('popstate', forget)
  }, [])
  /** Another race is another question. */
  const change = (apply: () => void) => {
    apply()
    setGuess(undefined)
    go(0)
  }
  const means = tracks.map(({ loss, steps }) =>
    TEXT.losses.race.rowLabel(formatVariantName(loss), computeMeanSize(steps[step]).toFixed(2)),
  )

  return (
    <section className={lossesStyles.race} aria-labelledby="losses-race">
      <h2 id="losses-race">{TEXT.losses.race.heading}</h2>
      <p>{TEXT.losses.race.intro(formatVariantName(variant))}</p>
      <div className={lossesStyles.raceChoices}>
        <label>
          {TEXT.losses.race.start}
          <select
            value={start}
            onChange={({ target }) => change(() => setStart(parseOneOf(RACE_STARTS)(target.value) ?? start))}
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
          <select value={rate} onChange={({ target }) => change(() => setRate(Number(target.value)))}>
            {RATES.map((value) => (
              <option key={value}>{value}</option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => change(() => setSeed(seed === MAX_SEED ? 1 : seed + 1))}>
          {TEXT.losses.race.drawAgain}
        </button>
      </div>
      <Prediction
        tracks={tracks}
        step={step}
        guess={guess}
        onGuess={(loss) => {
          setGuess(loss)
          if (step === 0 && !isPlaying) play()
        }}
      />
      <div className={lossesStyles.raceControls}>
        <button type="button" className={controlsStyles.primary} onClick={isPlaying ? pause : play}>
          {isPlaying ? TEXT.losses.race.pause : TEXT.losses.race.play}
        </button>
        <button type="button" disabled={step === MAX_STEPS} onClick={() => go(step + 1)}>
          {TEXT.losses.race.step}
        </button>
        <button type="button" disabled={step === 0} onClick={() => go(0)}>
          {TEXT.losses.race.reset}
        </button>
        <label>
          <span className={lossesStyles.stepNumber}>{TEXT.losses.race.stepOf(step, MAX_STEPS)}</span>
          <input
            type="range"
            aria-label={TEXT.losses.race.stepSlider}
            min={0}
            max={MAX_STEPS}
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
