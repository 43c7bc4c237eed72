import { useEffect, useState } from 'react'
import { compareFound, type FoundComparison } from '../../../evaluation/bootstrap.ts'
import { computeFaceNmes, type Normaliser, type ScoredFace } from '../../../evaluation/face-metrics.ts'

/** Comparison of a variant or method with the reference; undefined if no face was found by both. */
export interface Comparison {
  readonly name: string
  readonly compared: FoundComparison | undefined
}

/** Comparisons made so far, of the names, the reference and the normaliser in `question`. */
interface Answer {
  readonly question: string
  readonly done: readonly Comparison[]
}

const NONE: readonly Comparison[] = []

/**
 * Compares each of the names with a reference by a paired bootstrap over the faces, in percentage points. They come one
 * after another: each takes some 30 ms on 554 faces, and the page stays responsive in between.
 */
export function useComparisons(
  results: readonly ScoredFace[],
  names: readonly string[],
  reference: string,
  by: Normaliser,
): readonly Comparison[] {
  // By content: whoever renders makes a new array of names each time, which must not start the comparison again.
  const question = JSON.stringify([names, reference, by])
  const [answer, setAnswer] = useState<Answer>({ question, done: [] })
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const [all, against, normaliser] = JSON.parse(question) as [string[], string, Normaliser]
    const percents = (name: string) => computeFaceNmes(results, name, normaliser).map((nme) => 100 * nme)
    const others = all.filter((name) => name !== against)
    const next = (done: readonly Comparison[]) => {
      setAnswer({ question, done })
      if (done.length === others.length) return
      timer = setTimeout(() => {
        const name = others[done.length]!
        next([...done, { name, compared: compareFound(percents(name), percents(against)) }])
      })
    }
    next([])
    return () => clearTimeout(timer)
  }, [results, question])
  return answer.question === question ? answer.done : NONE
}
