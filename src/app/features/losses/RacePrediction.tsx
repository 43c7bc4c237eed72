import { formatVariantName } from '../../ui/colours.ts'
import { ColourDot } from '../../ui/ColourDot.tsx'
import { formatNumber } from '../../ui/format.ts'
import { TEXT } from '../../ui/text.ts'
import { computeMeanSize, findClosest, PREDICTED_STEP, type LossTrack } from './race.ts'
import lossesStyles from './losses.module.css'

interface Props {
  readonly tracks: readonly LossTrack[]
  readonly step: number
  readonly guess: string | undefined
  readonly onGuess: (loss: string) => void
}

/** Says which loss is closest at the predicted step, and how close the guessed one came. */
function formatVerdict(tracks: readonly LossTrack[], guess: string | undefined): string {
  const closest = findClosest(tracks, PREDICTED_STEP)
  if (!closest) return ''
  const [winner, best] = [formatVariantName(closest.loss), formatNumber(closest.mean, 2)]
  const guessed = tracks.find(({ loss }) => loss === guess)
  if (!guessed) return TEXT.losses.race.winner(winner, best, PREDICTED_STEP)
  if (guessed.loss === closest.loss) return TEXT.losses.race.right(winner, best, PREDICTED_STEP)
  const own = formatNumber(computeMeanSize(guessed.steps[PREDICTED_STEP]!), 2)
  return TEXT.losses.race.wrong(winner, best, formatVariantName(guessed.loss), own, PREDICTED_STEP)
}

/** Question which loss will be closest, and its answer once the race has come so far. */
export function RacePrediction({ tracks, step, guess, onGuess }: Props) {
  return (
    <fieldset data-tour="prediction" className={lossesStyles.prediction}>
      <legend>{TEXT.losses.race.question(PREDICTED_STEP)}</legend>
      {tracks.map(({ loss }) => (
        <label key={loss}>
          <input
            type="radio"
            name="race-guess"
            checked={guess === loss}
            disabled={step >= PREDICTED_STEP}
            onChange={() => onGuess(loss)}
          />
          <ColourDot variant={loss} />
          {formatVariantName(loss)}
        </label>
      ))}
      <p role="status">{step >= PREDICTED_STEP ? formatVerdict(tracks, guess) : TEXT.losses.race.hidden}</p>
    </fieldset>
  )
}
