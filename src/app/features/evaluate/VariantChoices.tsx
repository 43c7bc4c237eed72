import { formatVariantName } from '../../ui/colours.ts'
import { ColourDot } from '../../ui/ColourDot.tsx'
import { TEXT } from '../../ui/text.ts'

interface Props {
  readonly known: readonly string[]
  readonly chosen: readonly string[]
  readonly choose: (names: readonly string[]) => void
}

/** Checkboxes of variants, of which one at least stays chosen. */
export function VariantChoices({ known, chosen, choose }: Props) {
  const toggle = (name: string) => {
    const next = known.filter((other) => chosen.includes(other) !== (other === name))
    if (next.length > 0) choose(next)
  }
  return (
    <fieldset>
      <legend>{TEXT.evaluate.variants}</legend>
      {known.map((name) => (
        <label key={name}>
          <input type="checkbox" checked={chosen.includes(name)} onChange={() => toggle(name)} />
          <ColourDot variant={name} />
          {formatVariantName(name)}
        </label>
      ))}
    </fieldset>
  )
}
