import { SliderField } from '../../ui/SliderField.tsx'
import { ControlGroup } from '../../ui/ControlGroup.tsx'
import type { PerturbationKind } from '../../state/address/choices.ts'
import {
  BOX_PERTURBATIONS,
  PIXEL_PERTURBATIONS,
  type Perturbation,
  type PerturbationSetting,
} from './perturbation.ts'
import { TEXT } from '../../ui/text.ts'

interface Props {
  readonly perturbation: Perturbation
  readonly onChange: (id: PerturbationKind, value: number) => void
}

/** Sliders that perturb the cascade's input. */
export function PerturbationControls({ perturbation, onChange }: Props) {
  const row = ({ id, label, unit, hint, range, step }: PerturbationSetting) => (
    <SliderField
      key={id}
      tour={`perturb-${id}`}
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
      <ControlGroup name="box">
        <fieldset>
          <legend>{TEXT.xray.perturbBox}</legend>
          {BOX_PERTURBATIONS.map(row)}
        </fieldset>
      </ControlGroup>
      <ControlGroup name="pixels">
        <fieldset>
          <legend>{TEXT.xray.perturbPixels}</legend>
          {PIXEL_PERTURBATIONS.map(row)}
        </fieldset>
      </ControlGroup>
    </>
  )
}
