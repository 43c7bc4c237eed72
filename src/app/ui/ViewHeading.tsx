import type { Ref } from 'react'
import type { ViewId } from '../state/routes.ts'
import { Explained } from './glossary/Explained.tsx'
import { TEXT, type Catalogue } from './text.ts'
import styles from './page.module.css'

interface Props {
  readonly ref: Ref<HTMLHeadingElement>
  readonly view: ViewId
  readonly title: string
}

/** True if the catalogue has a question for a view; the others begin with a heading or text of their own. */
const hasQuestion = (view: ViewId): view is keyof Catalogue['shell']['questions'] =>
  view in TEXT.shell.questions

/** Heading of a view: its question and a sentence that says where to look. */
export function ViewHeading({ ref, view, title }: Props) {
  if (!hasQuestion(view))
    return (
      <h2 ref={ref} className={styles.hidden} tabIndex={-1}>
        {title}
      </h2>
    )
  const { question, hint } = TEXT.shell.questions[view]
  return (
    <div className={styles.intro}>
      <h2 ref={ref} className={styles.heading} tabIndex={-1}>
        <span className={styles.hidden}>{title}: </span>
        {question}
      </h2>
      <p>
        <Explained text={hint} />
      </p>
    </div>
  )
}
