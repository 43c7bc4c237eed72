import { setSettings } from '../../state/change-address.ts'
import { formatVariantName } from '../../ui/colours.ts'
import { useIsShown } from '../../ui/ControlGroup.tsx'
import { TEXT } from '../../ui/text.ts'
import evaluateStyles from './evaluate.module.css'

interface Props {
  readonly variants: readonly string[]
  readonly ranking: string
}

/** Selector of the variant whose worst faces are shown, if there are several. */
export function WorstChoice({ variants, ranking }: Props) {
  const shown = useIsShown('results')
  if (!shown || variants.length < 2) return null
  return (
    <label className={evaluateStyles.choice}>
      {TEXT.evaluate.worstOf}
      <select
        value={ranking}
        aria-label={TEXT.evaluate.worstOfLabel}
        onChange={({ target }) => setSettings('evaluate', { worst: target.value })}
      >
        {variants.map((name) => (
          <option key={name} value={name}>
            {formatVariantName(name)}
          </option>
        ))}
      </select>
    </label>
  )
}
