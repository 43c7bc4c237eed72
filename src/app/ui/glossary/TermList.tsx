import { TEXT } from '../text.ts'
import type { TermId } from './find-terms.ts'

interface Props {
  readonly terms: readonly TermId[]
  readonly className?: string
}

/** Terms of the glossary with their explanations. */
export function TermList({ terms, className }: Props) {
  return (
    <dl className={className}>
      {terms.map((id) => (
        <div key={id}>
          <dt>{TEXT.glossary.terms[id].name}</dt>
          <dd>{TEXT.glossary.terms[id].text}</dd>
        </div>
      ))}
    </dl>
  )
}
