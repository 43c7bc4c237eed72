import { useRef } from 'react'
import { scaleLinear } from 'd3-scale'
import { line, curveStepAfter } from 'd3-shape'
import { computeCed } from '../../../evaluation/ced.ts'
import { colourOf, nameOf } from '../../ui/colours.ts'
import { resultOf } from '../../state/results.ts'
import { saveSvg } from '../../ui/save-svg.ts'

const SIZE = { width: 262, height: 176, left: 34, right: 8, top: 8, bottom: 40 }
/** Percent of the inter-ocular distance: where the field's AUC and failure rate are taken. */
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
  const known = variants.filter((variant) => resultOf(variant))
  if (known.length === 0) return null
  const scores = known.map((variant) => {
    return `${nameOf(variant)} ${resultOf(variant)?.cascade.auc8.toFixed(1) ?? '–'}%`
  })
  return (
    <figure className="plot">
      <svg
        ref={svg}
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        role="img"
        fill="currentColor"
        fontSize={13}
        aria-label={`Cumulative error distribution; area under the curve: ${scores.join(', ')}`}
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
          error, % of inter-ocular distance
        </text>
        {known.map((variant) => (
          <path
            key={variant}
            d={path(computeCed(resultOf(variant)?.errors ?? [], LIMIT)) ?? ''}
            stroke={colourOf(variant)}
            fill="none"
            strokeWidth={1.8}
          />
        ))}
      </svg>
      <figcaption>
        % of test faces with at most this error
        <button
          type="button"
          aria-label="Download the cumulative error distribution as SVG"
          onClick={() => svg.current && saveSvg(svg.current, 'Cumulative error distribution')}
        >
          SVG
        </button>
      </figcaption>
    </figure>
  )
}
