import { BETA_RANGE_HZ, MIN_CUTOFF_RANGE_HZ } from '../../state/url-state.ts'
import { SliderField } from '../../ui/SliderField.tsx'
import type { Options } from '../../state/state.ts'
import type { AppController } from '../../state/app-controller.ts'
import { TEXT } from '../../ui/text.ts'

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
    label: TEXT.live.atRest,
    hint: TEXT.live.atRestHint,
    range: MIN_CUTOFF_RANGE_HZ,
    step: 0.1,
  },
  {
    key: 'motion',
    label: TEXT.live.inMotion,
    hint: TEXT.live.inMotionHint,
    range: BETA_RANGE_HZ,
    step: 1,
  },
]

/** Parameters of the One-Euro filter on the camera's landmarks. */
export function Smoothing({ app, options }: { readonly app: AppController; readonly options: Options }) {
  const { smoothed, smoothing } = options
  return (
    <fieldset>
      <legend>{TEXT.live.smoothing}</legend>
      <label>
        <input
          type="checkbox"
          checked={smoothed}
          onChange={({ target }) => void app.choose({ smoothed: target.checked })}
        />
        {TEXT.live.smooth}
      </label>
      {SETTINGS.map(({ key, ...field }) => (
        <SliderField
          key={key}
          {...field}
          unit={TEXT.live.hertz}
          disabled={!smoothed}
          value={smoothing[key]}
          onChange={(value) => void app.choose({ smoothing: { ...smoothing, [key]: value } })}
        />
      ))}
    </fieldset>
  )
}
