import type { Ref } from 'react'
import type { ViewId } from '../state/routes.ts'
import { TEXT } from './text.ts'
import styles from './page.module.css'

interface Props {
  readonly ref: Ref<HTMLHeadingElement>
  readonly view: ViewId
  readonly title: string
}

/** Heading of a view: its question and a sentence that says where to look. Live and About begin with their own text. */
export function ViewHeading({ ref, view, title }: Props) {
  if (view === 'single' || view === 'about')
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
      <p>{hint}</p>
    </div>
  )
}
