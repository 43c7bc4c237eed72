interface Props<T extends string> {
  readonly legend: string
  /** Name that joins the buttons of this group. */
  readonly name: string
  readonly values: readonly T[]
  readonly chosen: T
  readonly format: (value: T) => string
  readonly choose: (value: T) => void
}

/** Radio buttons, one for each value. */
export function RadioChoices<T extends string>({ legend, name, values, chosen, format, choose }: Props<T>) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {values.map((value) => (
        <label key={value}>
          <input type="radio" name={name} checked={chosen === value} onChange={() => choose(value)} />
          {format(value)}
        </label>
      ))}
    </fieldset>
  )
}
