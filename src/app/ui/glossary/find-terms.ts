import { TEXT } from '../text.ts'
import type { Catalogue } from '../text.ts'

export type TermId = keyof Catalogue['glossary']['terms']

/** Piece of a text; `term` is set if it stands for a term. */
export interface TextPiece {
  readonly text: string
  readonly term?: TermId
}

/** Lists the glossary's terms. */
export const listTerms = (): readonly TermId[] => Object.keys(TEXT.glossary.terms) as TermId[]

interface Forms {
  readonly terms: ReadonlyMap<string, TermId>
  readonly pattern: RegExp
}

/** Forms of the page's language, which stays the same. */
let forms: Forms | undefined

function findForms(): Forms {
  const terms = new Map(
    listTerms().flatMap((id) => TEXT.glossary.terms[id].forms.map((form) => [form, id] as const)),
  )
  // The longest first: "inter-ocular distance" before "inter-ocular".
  const words = [...terms.keys()].toSorted((p, q) => q.length - p.length)
  // A word of its own: not within another, nor a part of one with a hyphen.
  const pattern = new RegExp(String.raw`(?<![\p{L}\d-])(${words.join('|')})(?![\p{L}\d]|-\p{L})`, 'u')
  return { terms, pattern }
}

/** Splits a text at the first appearance of each term. */
export function findTerms(text: string): TextPiece[] {
  forms ??= findForms()
  const { terms, pattern } = forms
  const seen = new Set<TermId>()
  // An odd number of pieces: every second one is a form.
  return text.split(new RegExp(pattern, 'gu')).map((piece, i) => {
    const term = i % 2 ? terms.get(piece) : undefined
    if (!term || seen.has(term)) return { text: piece }
    seen.add(term)
    return { text: piece, term }
  })
}
