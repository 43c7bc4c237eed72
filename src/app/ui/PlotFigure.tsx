import { plot, type PlotOptions } from '@observablehq/plot'
import { useEffect, useRef, type ReactNode } from 'react'
import { formatTick } from './format-tick.ts'
import { saveSvg } from './save-svg.ts'
import { Explained } from './glossary/Explained.tsx'
import { TEXT } from './text.ts'
import labStyles from './lab.module.css'

/** Size in CSS pixels of the page's smallest text. */
const FONT_SIZE = 12
/** Bottom margin for tick labels and the axis label in that size. */
const AXIS_ROOM = 36

/** Fixed class, so that the page's security policy can allow the plot's own style by hash. */
const CLASS_NAME = 'wingmark-plot'

interface Props {
  /** Caption, and name of the downloaded file. */
  readonly title: string
  /** Accessible description. */
  readonly label: string
  readonly options: PlotOptions
  /** Maximum width in pixels. */
  readonly maxWidth?: number
  /** Minimum width in pixels; in a narrower place the plot shrinks, its text too. */
  readonly minWidth?: number
  /** Laid over the plot. */
  readonly children?: ReactNode
}

/** Responsive plot with an SVG download. */
export function PlotFigure({ title, label, options, maxWidth = Infinity, minWidth = 280, children }: Props) {
  const place = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const element = place.current
    if (!element) return
    const draw = () => {
      const width = Math.min(maxWidth, Math.max(minWidth, element.clientWidth))
      const axisMargin = options.x?.label ? { marginBottom: AXIS_ROOM } : {}
      // Plot itself writes numbers as in English.
      const x = { tickFormat: formatTick, ...options.x }
      const y = { tickFormat: formatTick, ...options.y }
      const svg = plot({ ...axisMargin, ...options, x, y, width, className: CLASS_NAME })
      svg.setAttribute('font-size', String(FONT_SIZE))
      svg.setAttribute('role', 'img')
      svg.setAttribute('aria-label', label)
      // Plot labels its groups, which is only allowed for some roles.
      for (const part of svg.querySelectorAll('g[aria-label]')) part.setAttribute('role', 'group')
      element.replaceChildren(svg)
    }
    draw()
    const observer = new ResizeObserver(draw)
    observer.observe(element)
    return () => observer.disconnect()
  }, [options, label, maxWidth, minWidth])

  return (
    <figure data-testid="plot" className={labStyles.plot}>
      <figcaption>
        <span>
          <Explained text={title} />
        </span>
        <button
          type="button"
          aria-label={TEXT.shell.downloadSvg(title)}
          onClick={() => {
            const svg = place.current?.querySelector('svg')
            if (svg) saveSvg(svg, title)
          }}
        >
          {TEXT.shell.svg}
        </button>
      </figcaption>
      <div className={labStyles.place}>
        <div ref={place} />
        {children}
      </div>
    </figure>
  )
}
