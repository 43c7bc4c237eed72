/** Piece of a paragraph. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

/** Block of the article. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly pieces: readonly Piece[] }
  /** Figure by the name of its picture in docs/images, without the language: `losses`. */
  | { readonly kind: 'figure'; readonly name: string; readonly alt: string }

export interface Article {
  readonly title: string
  readonly blocks: readonly Block[]
}

const INLINE = /\[([^\]]+)\]\((https:[^)]+)\)|_([^_]+)_/g
const FIGURE = /^!\[([^\]]*)\]\((?:\.\.\/)?images\/(\w+)(?:\.\w+)?\.svg\)$/

function parseParagraph(text: string): Block {
  const pieces: Piece[] = []
  let end = 0
  for (const found of text.matchAll(INLINE)) {
    const [whole, link, href = '', title = ''] = found
    pieces.push({ kind: 'text', text: text.slice(end, found.index) })
    pieces.push(link ? { kind: 'link', text: link, href } : { kind: 'title', text: title })
    end = found.index + whole.length
  }
  pieces.push({ kind: 'text', text: text.slice(end) })
  return { kind: 'paragraph', pieces: pieces.filter(({ text }) => text !== '') }
}

function parseBlock(text: string): Block {
  if (text.startsWith('## ')) return { kind: 'heading', text: text.slice(3) }
  const [, alt = '', name] = FIGURE.exec(text) ?? []
  return name === undefined ? parseParagraph(text) : { kind: 'figure', name, alt }
}

/** Parses the article: what of Markdown docs/article.md uses. */
export function parseArticle(markdown: string): Article {
  const [title = '', ...blocks] = markdown
    .split(/\r?\n(?:\r?\n)+/)
    .map((text) =>
      text
        .trim()
        .replaceAll(/\s*\n\s*/g, ' ')
        .replaceAll("'", '’'),
    )
    .filter(Boolean)
  return { title: title.replace(/^# /, ''), blocks: blocks.map(parseBlock) }
}
