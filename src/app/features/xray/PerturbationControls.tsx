import { SliderField } from '../../ui/SliderField.tsx'
import { useQuery, parseNumberIn } from '../../state/query.ts'
import {
  BOX_PERTURBATIONS,
  findPerturbation,
  PIXEL_PERTURBATIONS,
  type Perturbation,
  type PerturbationSetting,
  type PerturbationKind,
} from './perturbation.ts'
import { TEXT } from '../../ui/text.ts'

function useSetting(id: PerturbationKind): readonly [number, (value: number) => void] {
  const { range, neutral } = findPerturbation(id)
  return useQuery(id, neutral, parseNumberIn(...range))
}

/** Perturbation stored in the address, and a function that sets one of its values. */
export function usePerturbation(): readonly [Perturbation, (id: PerturbationKind, value: number) => void] {
  const settings = {
    x: useSetting('x'),
    y: useSetting('y'),
    scale: useSetting('scale'),
    roll: useSetting('roll'),
    blur: useSetting('blur'),
    noise: useSetting('noise'),
    occlusion: useSetting('occlusion'),
  }
  const values = Object.entries(settings).map(([id, [value]]) => [id, value] as const)
  return [Object.fromEntries(values) as Perturbation, (id, value) => settings[id][1](value)]
}

interface Props {
  readonly perturbation: Perturbation
  readonly onChange: (id: PerturbationKind, value: number) => void
}

/** Sliders that perturb the cascade's input. */
export function PerturbationControls({ perturbation, onChange }: Props) {
  const row = ({ id, label, unit, hint, range, step }: PerturbationSetting) => (
    <SliderField
      key={id}
      label={label}
      unit={unit}
      hint={hint}
      range={range}
      step={step}
      value={perturbation[id]}
      onChange={(value) => onChange(id, value)}
    />
  )
  return (
    <>
      <fieldset>
        <legend>{TEXT.xray.perturbBox}</legend>
        {BOX_PERTURBATIONS.map(row)}
      </fieldset>
      <fieldset>
        <legend>{TEXT.xray.perturbPixels}</legend>
        {PIXEL_PERTURBATIONS.map(row)}
      </fieldset>
    </>
  )
}
