import { listTerms } from '../../ui/glossary/find-terms.ts'
import { TEXT } from '../../ui/text.ts'
import aboutStyles from './about.module.css'

/** All terms of the glossary, by name. */
export function Glossary() {
  const terms = listTerms().map((id) => TEXT.glossary.terms[id])
  return (
    <>
      <p>{TEXT.glossary.intro}</p>
      <dl className={aboutStyles.glossary}>
        {terms
          .toSorted((p, q) => p.name.localeCompare(q.name))
          .map(({ name, text }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
    </>
  )
}
