import type { ReactNode } from 'react'
import type { TermId } from './find-terms.ts'
import glossaryStyles from './glossary.module.css'

/** Id of the element that holds the explanation of a term. */
export const getExplanationId = (term: TermId): string => `glossary-${term}`

/** Term with its explanation, which `GlossaryTip` shows. */
export function Term({ id, children }: { readonly id: TermId; readonly children: ReactNode }) {
  return (
    <button
      type="button"
      className={glossaryStyles.term}
      data-term={id}
      aria-describedby={getExplanationId(id)}
    >
      {children}
    </button>
  )
}
