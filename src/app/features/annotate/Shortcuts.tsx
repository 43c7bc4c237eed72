import { TEXT } from '../../ui/text.ts'
import annotateStyles from './annotate.module.css'

/** List of the keys and gestures. */
export function Shortcuts() {
  return (
    <details className={annotateStyles.shortcuts} open>
      <summary>{TEXT.annotate.shortcuts}</summary>
      <dl>
        {Object.values(TEXT.annotate.keys).map(([keys, meaning]) => (
          <div key={keys}>
            <dt>{keys}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
