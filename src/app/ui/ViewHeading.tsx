import type { Ref } from 'react'
import type { ViewId } from '../state/routes.ts'
import { TEXT } from './text.ts'
import styles from './page.module.css'

interface Props {
  readonly ref: Ref<HTMLHeadingElement>
  readonly view: ViewId
  readonly title: string
}

/** Views that begin with a heading or text of their own. */
const SELF_EXPLAINING = ['single', 'evaluate', 'about'] as const satisfies readonly ViewId[]

const explainsItself = (view: ViewId): view is (typeof SELF_EXPLAINING)[number] =>
  SELF_EXPLAINING.some((id) => id === view)

/** Heading of a view: its question and a sentence that says where to look. */
export function ViewHeading({ ref, view, title }: Props) {
  if (explainsItself(view))
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
