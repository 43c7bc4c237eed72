import { Fragment, type ReactNode } from 'react'
import { Explained } from './glossary/Explained.tsx'

interface Props {
  /** Whole sentences, with the names of the parts in braces where they stand. */
  readonly text: string
  readonly parts: Readonly<Record<string, ReactNode>>
  /** True if the terms of the glossary are explained in it. */
  readonly explained?: boolean
}

/** Text with elements inside: links, code, terms. Each language puts them where they belong. */
export function Sentence({ text, parts, explained = false }: Props) {
  // Every second piece is a name.
  return text
    .split(/\{(\w+)\}/)
    .map((piece, i) => (
      <Fragment key={i}>
        {i % 2 ? (parts[piece] ?? piece) : explained ? <Explained text={piece} /> : piece}
      </Fragment>
    ))
}
