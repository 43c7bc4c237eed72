import type { Problem } from './dataset.ts'

/** More than anyone reads; the rest is counted. */
const MAX_LISTED = 100

/** Files that were left out, and why. */
export function Problems({ problems }: { readonly problems: readonly Problem[] }) {
  if (problems.length === 0) return null
  return (
    <details className="lab-problems" open={problems.length < 5}>
      <summary>
        {problems.length === 1 ? 'One file was' : `${problems.length.toLocaleString('en')} files were`} left
        out
      </summary>
      <ul>
        {problems.slice(0, MAX_LISTED).map(({ path, reason }, i) => (
          // The same file may have several faces with a problem.
          <li key={i}>
            <strong>{path}</strong>: {reason}
          </li>
        ))}
        {problems.length > MAX_LISTED && (
          <li>and {(problems.length - MAX_LISTED).toLocaleString('en')} more</li>
        )}
      </ul>
    </details>
  )
}
