import { Fragment } from 'react'
import { Explained } from '../../../ui/glossary/Explained.tsx'
import { getLanguage } from '../../../ui/language.ts'
import aboutStyles from '../about.module.css'
import { ArticleFigure } from './ArticleFigure.tsx'
import { parseArticle, type Block, type Piece } from './parse-article.ts'

const TEXTS = import.meta.glob<string>('../../../../../docs/{,de/}article.md', {
  eager: true,
  query: '?raw',
  import: 'default',
})

/** Finds the article in the language of the page. */
function findArticle(): string {
  const name = getLanguage() === 'en' ? 'docs/article.md' : `docs/${getLanguage()}/article.md`
  return Object.entries(TEXTS).find(([path]) => path.endsWith(`/${name}`))?.[1] ?? ''
}

function ParagraphPiece({ piece }: { readonly piece: Piece }) {
  switch (piece.kind) {
    case 'title':
      return <cite lang="en">{piece.text}</cite>
    case 'link':
      return (
        <a href={piece.href} rel="noreferrer">
          {piece.text}
        </a>
      )
    case 'text':
      return <Explained text={piece.text} />
  }
}

function ArticleBlock({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'heading':
      return <h3>{block.text}</h3>
    case 'figure':
      return <ArticleFigure name={block.name} alt={block.alt} />
    case 'paragraph':
      return (
        <p>
          {block.pieces.map((piece, i) => (
            <ParagraphPiece key={i} piece={piece} />
          ))}
        </p>
      )
  }
}

/** Article of the docs, with live figures in the place of its pictures. */
export function Article() {
  return (
    <div className={aboutStyles.article}>
      {parseArticle(findArticle()).blocks.map((block, i) => (
        <Fragment key={i}>
          <ArticleBlock block={block} />
        </Fragment>
      ))}
    </div>
  )
}
