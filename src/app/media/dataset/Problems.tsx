import type { Problem } from './dataset.ts'
import { TEXT } from '../../ui/text.ts'
import datasetStyles from './dataset.module.css'

/** Maximum number of files listed; the rest is counted. */
const MAX_LISTED = 100

/** List of skipped files with the reasons. */
export function Problems({ problems }: { readonly problems: readonly Problem[] }) {
  if (problems.length === 0) return null
  return (
    <details className={datasetStyles.problems} open={problems.length < 5}>
      <summary>{TEXT.dataset.skipped(problems.length)}</summary>
      <ul>
        {problems.slice(0, MAX_LISTED).map(({ path, reason }, i) => (
          // A file may be listed several times, so its path is not a key.
          <li key={i}>
            <strong>{path}</strong>: {TEXT.fromData(reason)}
          </li>
        ))}
        {problems.length > MAX_LISTED && <li>{TEXT.dataset.moreSkipped(problems.length - MAX_LISTED)}</li>}
      </ul>
    </details>
  )
}
