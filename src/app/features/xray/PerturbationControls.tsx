import { Knob } from '../../ui/SliderField.tsx'
import { useQuery, within } from '../../state/query.ts'
import { BOX_KNOBS, knobOf, PIXEL_KNOBS, type Damage, type DamageKnob, type KnobId } from './perturbation.ts'

function useKnob(id: KnobId): readonly [number, (value: number) => void] {
  const { range, whole } = knobOf(id)
  return useQuery(id, whole, within(...range))
}

/** All knobs, which stand in the page's address, and what sets one of them. */
export function useDamage(): readonly [Damage, (id: KnobId, value: number) => void] {
  const knobs = {
    x: useKnob('x'),
    y: useKnob('y'),
    scale: useKnob('scale'),
    roll: useKnob('roll'),
    blur: useKnob('blur'),
    noise: useKnob('noise'),
    occlusion: useKnob('occlusion'),
  }
  const values = Object.entries(knobs).map(([id, [value]]) => [id, value] as const)
  return [Object.fromEntries(values) as Damage, (id, value) => knobs[id][1](value)]
}

interface Props {
  readonly damage: Damage
  readonly onChange: (id: KnobId, value: number) => void
}

/** The knobs that break the input. */
export function Damages({ damage, onChange }: Props) {
  const row = ({ id, label, unit, hint, range, step }: DamageKnob) => (
    <Knob
      key={id}
      label={label}
      unit={unit}
      hint={hint}
      range={range}
      step={step}
      value={damage[id]}
      onChange={(value) => onChange(id, value)}
    />
  )
  return (
    <>
      <fieldset>
        <legend>Break the detector’s box</legend>
        {BOX_KNOBS.map(row)}
      </fieldset>
      <fieldset>
        <legend>Break the pixels</legend>
        {PIXEL_KNOBS.map(row)}
      </fieldset>
    </>
  )
}
