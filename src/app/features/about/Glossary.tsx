import { listTerms } from '../../ui/glossary/find-terms.ts'
import { TermList } from '../../ui/glossary/TermList.tsx'
import { TEXT } from '../../ui/text.ts'
import aboutStyles from './about.module.css'

/** All terms of the glossary, by name. */
export function Glossary() {
  const { intro, terms } = TEXT.glossary
  const sorted = listTerms().toSorted((p, q) => terms[p].name.localeCompare(terms[q].name))
  return (
    <>
      <p>{intro}</p>
      <TermList terms={sorted} className={aboutStyles.glossary} />
    </>
  )
}
