import type { ShapeSpace } from '../../../evaluation/shape-space.ts'
import { SliderField } from '../../ui/SliderField.tsx'
import { SLIDER_COMPONENTS, formatDeviations, MAX_DEVIATIONS } from '../../state/address/deviations.ts'
import { TEXT } from '../../ui/text.ts'

interface Props {
  /** Undefined until shapes are loaded. */
  readonly space: ShapeSpace | undefined
  /** Coefficients of the first components, in standard deviations. */
  readonly deviations: readonly number[]
  readonly onChange: (deviations: readonly number[]) => void
}

/** Sliders that change the mean shape along its first principal components. */
export function ShapeSliders({ space, deviations, onChange }: Props) {
  const getAmount = (k: number) => deviations[k] ?? 0
  const set = (k: number, amount: number) =>
    onChange(Array.from({ length: SLIDER_COMPONENTS }, (_, i) => (i === k ? amount : getAmount(i))))
  return (
    <fieldset>
      <legend>{TEXT.balancing.components}</legend>
      {Array.from(
        { length: Math.min(SLIDER_COMPONENTS, space?.components.length ?? SLIDER_COMPONENTS) },
        (_, k) => (
          <SliderField
            key={k}
            tour={`component-${k + 1}`}
            label={k === space?.yaw ? TEXT.balancing.yawComponent(k + 1) : TEXT.balancing.component(k + 1)}
            name={TEXT.balancing.componentName(k + 1)}
            range={[-MAX_DEVIATIONS, MAX_DEVIATIONS]}
            step={0.1}
            value={getAmount(k)}
            digits={1}
            onChange={(amount) => set(k, amount)}
          />
        ),
      )}
      <button type="button" disabled={!formatDeviations(deviations)} onClick={() => onChange([])}>
        {TEXT.balancing.resetMean}
      </button>
    </fieldset>
  )
}
