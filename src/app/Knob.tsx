interface Props {
  readonly label: string
  /** Its name for those who do not see what it stands beside; else the label. */
  readonly name?: string
  readonly unit?: string
  readonly hint?: string
  readonly range: readonly [number, number]
  readonly step?: number
  readonly value: number
  /** Digits after the point; else as many as the value has. */
  readonly digits?: number
  readonly disabled?: boolean
  readonly onChange: (value: number) => void
}

/** A slider with its label and its value. */
export function Knob({
  label,
  name = label,
  unit,
  hint,
  range,
  step,
  value,
  digits,
  disabled,
  onChange,
}: Props) {
  const [min, max] = range
  const figure = digits === undefined ? String(value) : value.toFixed(digits)
  const said = unit ? `${figure} ${unit}` : figure
  return (
    <label className="row knob" title={hint}>
      {label}
      <input
        type="range"
        aria-label={name}
        aria-valuetext={said}
        disabled={disabled}
        min={min}
        max={max}
        step={step}
        value={value}
        onChange={({ target }) => onChange(Number(target.value))}
      />
      <span className="number">{said}</span>
    </label>
  )
}
