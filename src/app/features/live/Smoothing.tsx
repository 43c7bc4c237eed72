import { MOTION, REST } from '../../state/url-state.ts'
import { Knob } from '../../ui/SliderField.tsx'
import type { Options } from '../../state/state.ts'
import type { Studio } from '../../state/studio.ts'

interface Setting {
  readonly key: 'rest' | 'motion'
  readonly label: string
  readonly hint: string
  readonly range: readonly [number, number]
  readonly step: number
}

const SETTINGS: readonly Setting[] = [
  {
    key: 'rest',
    label: 'At rest',
    hint: 'Cut-off frequency of a face that rests, Hz',
    range: REST,
    step: 0.1,
  },
  {
    key: 'motion',
    label: 'In motion',
    hint: 'How much it rises for each face side a second, Hz',
    range: MOTION,
    step: 1,
  },
]

/** The two knobs of the One-Euro filter on the camera's points. */
export function Smoothing({ studio, options }: { readonly studio: Studio; readonly options: Options }) {
  const { smoothed, smoothing } = options
  return (
    <fieldset>
      <legend>Steady points</legend>
      <label>
        <input
          type="checkbox"
          checked={smoothed}
          onChange={({ target }) => void studio.choose({ smoothed: target.checked })}
        />
        Smooth the camera’s points
      </label>
      {SETTINGS.map(({ key, ...knob }) => (
        <Knob
          key={key}
          {...knob}
          unit="Hz"
          disabled={!smoothed}
          value={smoothing[key]}
          onChange={(value) => void studio.choose({ smoothing: { ...smoothing, [key]: value } })}
        />
      ))}
    </fieldset>
  )
}
