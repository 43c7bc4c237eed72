import { useId, useState } from 'react'
import { formatNumber, formatSetting } from './format.ts'
import { TEXT } from './text.ts'
import controlsStyles from './controls.module.css'

interface Props {
  readonly label: string
  /** Accessible name; defaults to `label`. */
  readonly name?: string
  readonly unit?: string
  /** Explanation, shown on request and read out with the slider. */
  readonly hint?: string
  readonly range: readonly [number, number]
  readonly step?: number
  readonly value: number
  /** Decimal places; as many as the value has by default. */
  readonly digits?: number
  readonly disabled?: boolean
  /** Name by which a card of the tour points at it. */
  readonly tour?: string
  readonly onChange: (value: number) => void
}

/** Slider with its label and value. */
export function SliderField({
  label,
  name = label,
  unit,
  hint,
  range,
  step,
  value,
  digits,
  disabled,
  tour,
  onChange,
}: Props) {
  const [min, max] = range
  const number = digits === undefined ? formatSetting(value) : formatNumber(value, digits)
  const valueText = unit ? `${number} ${unit}` : number
  const id = useId()
  const hintId = hint ? `${id}hint` : undefined
  const [explained, setExplained] = useState(false)
  return (
    <div data-tour={tour} className={`${controlsStyles.row} ${controlsStyles.sliderField}`}>
      <span className={controlsStyles.sliderLabel}>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <button
            type="button"
            className={controlsStyles.explain}
            aria-label={TEXT.shell.explain(name)}
            aria-expanded={explained}
            aria-controls={hintId}
            onClick={() => setExplained(!explained)}
          >
            ?
          </button>
        )}
      </span>
      <input
        id={id}
        type="range"
        aria-describedby={hintId}
        aria-label={name}
        aria-valuetext={valueText}
        disabled={disabled}
        min={min}
        max={max}
        step={step}
        value={value}
        onChange={({ target }) => onChange(Number(target.value))}
      />
      <span className={controlsStyles.number}>{valueText}</span>
      {hint && (
        <p id={hintId} className={controlsStyles.hint} hidden={!explained}>
          {hint}
        </p>
      )}
    </div>
  )
}
