import { gridY, lineY, rectY, ruleX, ruleY, text } from '@observablehq/plot'
import { useMemo } from 'react'
import { VARIANTS } from '../../../landmarker/models/bundled-variants.ts'
import { WING, wingConstant } from '../../../losses/losses.ts'
import { RECTIFIED } from '../../../losses/rectified.ts'
import { getColour, formatVariantName } from '../../ui/colours.ts'
import { SliderField } from '../../ui/SliderField.tsx'
import { ColourDot } from '../../ui/ColourDot.tsx'
import { findResult } from '../../state/results.ts'
import {
  ASPECTS,
  sampleCurve,
  createLosses,
  MAX_RESIDUAL_PX,
  type Aspect,
  type WingSettings,
} from './curves.ts'
import { PlotFigure } from '../../ui/PlotFigure.tsx'
import { parseOneOf, useQuery, parseNumberIn } from '../../state/query.ts'
import '../../ui/lab.css'

const TITLES: Readonly<Record<Aspect, string>> = {
  value: 'Value of the loss',
  derivative: 'Derivative',
  step: 'Optimal step, residual / derivative',
}
/** Where each plot ends: L2 leaves all of them. */
const PLOT_TOP: Readonly<Record<Aspect, number>> = { value: 30, derivative: 12, step: 30 }

const NAMES = ['l2', 'l1', 'smooth-l1', 'wing', 'rectified-wing'] as const
const HEIGHT = 152
const MARGINS = { marginLeft: 44, marginRight: 12 } as const

/** What w and ε make of the Wing loss, in numbers. */
function Facts({ w, epsilon }: WingSettings) {
  const before = w / (epsilon + w)
  return (
    <dl className="facts">
      <dt>C = w − w ln(1 + w/ε)</dt>
      <dd>{wingConstant({ w, epsilon }).toFixed(3)}</dd>
      <dt>Wing just below w, just above</dt>
      <dd>
        {w.toFixed(2)} − C, so the value does not jump: {(w - wingConstant({ w, epsilon })).toFixed(2)}
      </dd>
      <dt>Its derivative there</dt>
      <dd>
        {before.toFixed(3)}, then 1: {before < 1 ? 'a kink' : 'no kink'}
      </dd>
      <dt>Its derivative at 0</dt>
      <dd>
        w/ε = {(w / epsilon).toFixed(1)}
        {w / epsilon > 50 && ': explodes, so that the smallest errors rule every step'}
      </dd>
    </dl>
  )
}

/** L2, L1, smooth L1, Wing and Rectified Wing on one axis of residuals, above the residuals there are. */
export function Losses() {
  const [w, setW] = useQuery('losses-w', WING.w, parseNumberIn(1, MAX_RESIDUAL_PX))
  const [epsilon, setEpsilon] = useQuery('losses-epsilon', WING.epsilon, parseNumberIn(0.02, 10))
  const [r, setR] = useQuery('r', RECTIFIED.r, parseNumberIn(0, 5))
  const [hidden, setHidden] = useQuery<readonly string[]>(
    'hide',
    [],
    (list) => list.split(',').filter((name) => NAMES.some((known) => known === name)),
    (list) => list.join(','),
  )
  const measured = VARIANTS.filter((variant) => findResult(variant)?.residuals)
  const defaultValue = measured.includes('wing') ? 'wing' : (measured.at(0) ?? '')
  const [variant, setVariant] = useQuery('residuals', defaultValue, parseOneOf(measured))

  const curves = useMemo(() => {
    const shown = createLosses({ w, epsilon, r }).filter(({ name }) => !hidden.includes(name))
    return ASPECTS.map((aspect) => {
      const samples = shown.flatMap((loss) => {
        const jumps = loss.name === 'wing' ? [w] : loss.name === 'rectified-wing' ? [r, w] : []
        return sampleCurve(loss, aspect, jumps)
      })
      return {
        aspect,
        options: {
          ...MARGINS,
          height: HEIGHT,
          x: { domain: [0, MAX_RESIDUAL_PX], label: null },
          y: { domain: [0, PLOT_TOP[aspect]], label: null, ticks: 4 },
          marks: [
            gridY({ strokeOpacity: 0.15, ticks: 4 }),
            ruleX([w], { strokeDasharray: '3,4', strokeOpacity: 0.6 }),
            text([{ x: w }], { x: 'x', text: () => 'w', frameAnchor: 'top', dx: 8 }),
            lineY(samples, {
              x: 'x',
              y: 'y',
              z: 'loss',
              stroke: ({ loss }: { loss: string }) => getColour(loss),
              strokeWidth: 2,
              clip: true,
            }),
            ruleY([0]),
          ],
        },
      }
    })
  }, [w, epsilon, r, hidden])

  const residuals = findResult(variant)?.residuals
  const histogram = useMemo(() => {
    if (!residuals) return undefined
    const { width, counts, beyond } = residuals
    const all = counts.reduce((sum, count) => sum + count, beyond)
    const bars = counts.map((count, i) => ({
      from: i * width,
      to: (i + 1) * width,
      share: (100 * count) / all,
    }))
    return {
      ...MARGINS,
      height: HEIGHT,
      x: { domain: [0, MAX_RESIDUAL_PX], label: 'residual, pixels of CNN-7’s input' },
      y: { label: null, ticks: 4 },
      marks: [
        gridY({ strokeOpacity: 0.15, ticks: 4 }),
        rectY(bars, { x1: 'from', x2: 'to', y: 'share', fill: getColour(variant), insetRight: 0.5 }),
        ruleX([w], { strokeDasharray: '3,4', strokeOpacity: 0.6 }),
        ruleY([0]),
      ],
    }
  }, [residuals, variant, w])

  const toggle = (name: string) =>
    setHidden(hidden.includes(name) ? hidden.filter((other) => other !== name) : [...hidden, name])

  return (
    <div className="lab">
      <section className="lab-plots" aria-label="Plots">
        {curves.map(({ aspect, options }) => (
          <PlotFigure
            key={aspect}
            title={TITLES[aspect]}
            label={`${TITLES[aspect]} of ${NAMES.filter((name) => !hidden.includes(name))
              .map(formatVariantName)
              .join(', ')} for residuals of 0 to ${MAX_RESIDUAL_PX} pixels; w = ${w}, ε = ${epsilon}`}
            options={options}
          />
        ))}
        {histogram ? (
          <PlotFigure
            title={`Residuals of ${formatVariantName(variant)}, % of all`}
            label={`Histogram of the residuals of ${formatVariantName(variant)} on the test faces`}
            options={histogram}
          />
        ) : (
          <p>No variant’s residuals have been measured yet.</p>
        )}
      </section>
      <aside aria-label="Settings">
        <h2>What a loss does to an error</h2>
        <p>
          The residual is how far a coordinate is off, in pixels of the network’s input. The derivative is how
          hard training pulls at it; the optimal step is how far it would have to go.
        </p>
        <fieldset>
          <legend>Losses</legend>
          {NAMES.map((name) => (
            <label key={name}>
              <input type="checkbox" checked={!hidden.includes(name)} onChange={() => toggle(name)} />
              <ColourDot variant={name} />
              {formatVariantName(name)}
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend>Wing</legend>
          <SliderField
            label="w"
            unit="px"
            value={w}
            range={[1, MAX_RESIDUAL_PX]}
            step={0.5}
            onChange={setW}
          />
          <SliderField
            label="ε"
            unit="px"
            value={epsilon}
            range={[0.02, 5]}
            step={0.02}
            onChange={setEpsilon}
          />
          <SliderField label="r, rectified" unit="px" value={r} range={[0, 5]} step={0.1} onChange={setR} />
          <Facts w={w} epsilon={epsilon} r={r} />
        </fieldset>
        {measured.length > 1 && (
          <label className="row">
            Residuals of
            <select value={variant} onChange={({ target }) => setVariant(target.value)}>
              {measured.map((name) => (
                <option key={name} value={name}>
                  {formatVariantName(name)}
                </option>
              ))}
            </select>
          </label>
        )}
      </aside>
    </div>
  )
}
