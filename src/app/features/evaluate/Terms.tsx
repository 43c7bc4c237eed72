import type { TermId } from '../../ui/glossary/find-terms.ts'
import { TermList } from '../../ui/glossary/TermList.tsx'
import { TEXT } from '../../ui/text.ts'
import evaluateStyles from './evaluate.module.css'

/** Terms of the tables and plots, in the order in which they appear. */
const TERMS: readonly TermId[] = [
  'nme',
  'interOcular',
  'interPupil',
  'ced',
  'auc',
  'failureRate',
  'yaw',
  'pairedBootstrap',
]

/** Explanations of the words of the tables and plots, beside them; opened by who wants them. */
export function Terms() {
  return (
    <details className={evaluateStyles.terms}>
      <summary>{TEXT.evaluate.termsHeading}</summary>
      <TermList terms={TERMS} />
    </details>
  )
}
