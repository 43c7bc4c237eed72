import { useRef } from 'react'
import { scaleLinear } from 'd3-scale'
import { line, curveStepAfter } from 'd3-shape'
import { computeCed } from '../../../evaluation/ced.ts'
import { getColour, formatVariantName } from '../../ui/colours.ts'
import { findResult } from '../../state/results.ts'
import { saveSvg } from '../../ui/save-svg.ts'
import { TEXT } from '../../ui/text.ts'
import compareStyles from './compare.module.css'

const SIZE = { width: 262, height: 176, left: 34, right: 8, top: 8, bottom: 40 }
/** Upper end of the error axis in percent of the inter-ocular distance, as usual for AUC and failure rate. */
const LIMIT = 8

const x = scaleLinear([0, LIMIT], [SIZE.left, SIZE.width - SIZE.right])
const y = scaleLinear([0, 100], [SIZE.height - SIZE.bottom, SIZE.top])

const path = line<[number, number]>(
  ([error]) => x(error),
  ([, share]) => y(100 * share),
).curve(curveStepAfter)

/** Cumulative error distribution of variants on the test faces. */
export function CedPlot({ variants }: { readonly variants: readonly string[] }) {
  const svg = useRef<SVGSVGElement>(null)
  const known = variants.filter((variant) => findResult(variant))
  if (known.length === 0) return null
  const scores = known.map((variant) => {
    return `${formatVariantName(variant)} ${findResult(variant)?.cascade.auc8.toFixed(1) ?? '–'}%`
  })
  return (
    <figure className={compareStyles.plot}>
      <svg
        ref={svg}
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        role="img"
        fill="currentColor"
        fontSize={13}
        aria-label={TEXT.compare.cedLabel(scores.join(', '))}
      >
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <line
              stroke="currentColor"
              strokeOpacity={0.2}
              x1={SIZE.left}
              x2={SIZE.width - SIZE.right}
              y1={y(tick)}
              y2={y(tick)}
            />
            <text x={SIZE.left - 5} y={y(tick)} dy="0.35em" textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {x.ticks(4).map((tick) => (
          <text key={tick} x={x(tick)} y={SIZE.height - SIZE.bottom + 17} textAnchor="middle">
            {tick}
          </text>
        ))}
        <text x={(SIZE.left + SIZE.width) / 2} y={SIZE.height - 4} textAnchor="middle">
          {TEXT.compare.cedAxis}
        </text>
        {known.map((variant) => (
          <path
            key={variant}
            d={path(computeCed(findResult(variant)?.errors ?? [], LIMIT)) ?? ''}
            stroke={getColour(variant)}
            fill="none"
            strokeWidth={1.8}
          />
        ))}
      </svg>
      <figcaption>
        {TEXT.compare.cedCaption}
        <button
          type="button"
          aria-label={TEXT.compare.cedDownload}
          onClick={() => svg.current && saveSvg(svg.current, TEXT.compare.ced)}
        >
          {TEXT.shell.svg}
        </button>
      </figcaption>
    </figure>
  )
}
