import { ADDRESS } from '../../state/address/table.ts'
import { choose } from '../../state/choose.ts'
import { useAppState } from '../../state/store.ts'
import { SliderField } from '../../ui/SliderField.tsx'
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
    range: ADDRESS.shared.rest.range,
    step: 0.1,
  },
  {
    key: 'motion',
    label: TEXT.live.inMotion,
    hint: TEXT.live.inMotionHint,
    range: ADDRESS.shared.motion.range,
    step: 1,
  },
]

/** Parameters of the One-Euro filter on the camera's landmarks. */
export function Smoothing() {
  const { smoothed, smoothing } = useAppState((state) => state.options)
  return (
    <fieldset>
      <legend>{TEXT.live.smoothing}</legend>
      <label>
        <input
          type="checkbox"
          checked={smoothed}
          onChange={({ target }) => void choose({ smoothed: target.checked })}
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
          onChange={(value) => void choose({ smoothing: { ...smoothing, [key]: value } })}
        />
      ))}
    </fieldset>
  )
}
