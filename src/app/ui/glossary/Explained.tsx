import { Fragment } from 'react'
import { findTerms, type TermId } from './find-terms.ts'
import { Term } from './Term.tsx'

interface Props {
  readonly text: string
  /** Terms that are explained beside it already. */
  readonly except?: readonly TermId[]
}

/** Text whose terms are explained where they appear: the first of each. Not for what is a button or label already. */
export function Explained({ text, except = [] }: Props) {
  return findTerms(text).map(({ text: piece, term }, i) =>
    term && !except.includes(term) ? (
      <Term key={i} id={term}>
        {piece}
      </Term>
    ) : (
      <Fragment key={i}>{piece}</Fragment>
    ),
  )
}
