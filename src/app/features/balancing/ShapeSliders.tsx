import type { ShapeSpace } from '../../../evaluation/shape-space.ts'
import { Knob } from '../../ui/SliderField.tsx'
import { BENT, formatBend, REACH } from './shape-query.ts'

interface Props {
  /** Undefined as long as there are no shapes. */
  readonly space: ShapeSpace | undefined
  /** Deviations along the first components. */
  readonly bend: readonly number[]
  readonly onChange: (bend: readonly number[]) => void
}

/** A slider for each component along which the mean face can be bent. */
export function Bend({ space, bend, onChange }: Props) {
  const amountOf = (k: number) => bend[k] ?? 0
  const set = (k: number, amount: number) =>
    onChange(Array.from({ length: BENT }, (_, i) => (i === k ? amount : amountOf(i))))
  return (
    <fieldset>
      <legend>Bend the mean, in deviations</legend>
      {Array.from({ length: Math.min(BENT, space?.components.length ?? BENT) }, (_, k) => (
        <Knob
          key={k}
          label={k === space?.yaw ? `${k + 1}, yaw` : String(k + 1)}
          name={`Component ${k + 1}`}
          range={[-REACH, REACH]}
          step={0.1}
          value={amountOf(k)}
          digits={1}
          onChange={(amount) => set(k, amount)}
        />
      ))}
      <button type="button" disabled={!formatBend(bend)} onClick={() => onChange([])}>
        Back to the mean
      </button>
    </fieldset>
  )
}
