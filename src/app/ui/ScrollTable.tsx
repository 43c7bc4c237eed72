import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import controlsStyles from './controls.module.css'

interface Props {
  readonly className?: string
  readonly caption: ReactNode
  /** Head and body. */
  readonly children: ReactNode
}

/** Table with a caption, which can be scrolled sideways where it is too narrow for it, by keyboard too. */
export function ScrollTable({ className, caption, children }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const table = useRef<HTMLTableElement>(null)
  const [scrolls, setScrolls] = useState(false)
  const captionId = useId()
  useEffect(() => {
    if (!place.current || !table.current) return
    const observer = new ResizeObserver(() => {
      const { scrollWidth, clientWidth } = place.current ?? { scrollWidth: 0, clientWidth: 0 }
      setScrolls(scrollWidth > clientWidth)
    })
    observer.observe(place.current)
    observer.observe(table.current)
    return () => observer.disconnect()
  }, [])
  // A stop of the Tab key only where there is something to scroll.
  const region = scrolls ? { role: 'region', tabIndex: 0, 'aria-labelledby': captionId } : {}
  return (
    <div ref={place} className={controlsStyles.scroll} {...region}>
      <table ref={table} className={className}>
        <caption id={captionId}>{caption}</caption>
        {children}
      </table>
    </div>
  )
}
