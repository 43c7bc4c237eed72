import { TEXT } from '../../ui/text.ts'
import evaluateStyles from './evaluate.module.css'

/** Explanations of the words of the tables and plots, beside them; opened by who wants them. */
export function Terms() {
  return (
    <details className={evaluateStyles.terms}>
      <summary>{TEXT.evaluate.termsHeading}</summary>
      <dl>
        {TEXT.evaluate.terms.map(({ term, meaning }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
