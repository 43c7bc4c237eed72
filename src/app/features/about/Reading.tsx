import { Suspense, useState } from 'react'
import { lazyView } from '../../ui/lazy-view.tsx'
import { TEXT } from '../../ui/text.ts'
import aboutStyles from './about.module.css'

// With the plots, which the rest of the view does without.
const Article = lazyView(async () => (await import('./article/Article.tsx')).Article)

/** Article on the paper, loaded when it is opened. */
export function Reading() {
  const [isOpen, setOpen] = useState(false)
  return (
    <details className={aboutStyles.reading} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{TEXT.article.open}</summary>
      {isOpen && (
        <Suspense fallback={<p role="status">{TEXT.article.loading}</p>}>
          <Article />
        </Suspense>
      )}
    </details>
  )
}
