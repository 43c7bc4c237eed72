import { setSettings, useSettings } from '../../../state/change-address.ts'
import { TEXT } from '../../../ui/text.ts'
import type { Examination } from '../examine.ts'
import { Inside } from './Inside.tsx'
import insideStyles from './inside.module.css'

interface Props {
  readonly examination: Examination | undefined
  readonly frozen: boolean
  readonly colour: string
}

/** Part of X-ray that looks inside the networks; nothing of it is computed before it is opened. */
export function InsideSection(props: Props) {
  const { inside } = useSettings('xray')
  return (
    <section data-testid="inside" className={insideStyles.section} aria-label={TEXT.inside.title}>
      <div className={insideStyles.heading}>
        <h3>{TEXT.inside.title}</h3>
        <button type="button" aria-expanded={inside} onClick={() => setSettings('xray', { inside: !inside })}>
          {inside ? TEXT.inside.close : TEXT.inside.open}
        </button>
      </div>
      {inside && <Inside {...props} />}
    </section>
  )
}
