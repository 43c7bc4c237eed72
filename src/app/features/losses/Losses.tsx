import { gridY, lineY, rectY, ruleX, ruleY, text } from '@observablehq/plot'
import { useMemo } from 'react'
import { computeWingConstant, type WingSettings } from '../../../losses/losses.ts'
import { getColour, formatVariantName } from '../../ui/colours.ts'
import { SliderField } from '../../ui/SliderField.tsx'
import { ColourDot } from '../../ui/ColourDot.tsx'
import { DRAWN_LOSSES } from '../../state/address/choices.ts'
import { MAX_RESIDUAL_PX } from '../../state/address/displacement.ts'
import { ADDRESS } from '../../state/address/table.ts'
import { setSettings, useSettings } from '../../state/change-address.ts'
import { findResult, VARIANTS_WITH_RESIDUALS } from '../../state/results.ts'
import { ASPECTS, sampleCurve, createLosses, type Aspect } from './curves.ts'
import { PlotFigure } from '../../ui/PlotFigure.tsx'
import { Presets } from '../../ui/Presets.tsx'
import { ControlGroup } from '../../ui/ControlGroup.tsx'
import { formatNumber } from '../../ui/format.ts'
import { Explained } from '../../ui/glossary/Explained.tsx'
import { TEXT } from '../../ui/text.ts'
import { PullSection } from './PullSection.tsx'
import { Race } from './Race.tsx'
import lossesStyles from './losses.module.css'
import controlsStyles from '../../ui/controls.module.css'
import labStyles from '../../ui/lab.module.css'

const TITLES: Readonly<Record<Aspect, string>> = TEXT.losses.aspects
/** Upper end of each plot; L2 exceeds all of them. */
const PLOT_TOP: Readonly<Record<Aspect, number>> = { value: 30, derivative: 12, step: 30 }

const HEIGHT = 152
const MARGINS = { marginLeft: 44, marginRight: 12 } as const

/** Properties of the Wing loss for given w and ε. */
function WingFacts({ w, epsilon }: WingSettings) {
  const slopeBelow = w / (epsilon + w)
  return (
    <dl className={controlsStyles.facts}>
      <dt>{TEXT.losses.constant}</dt>
      <dd>{formatNumber(computeWingConstant({ w, epsilon }), 3)}</dd>
      <dt>{TEXT.losses.valueAtW}</dt>
      <dd>
        {TEXT.losses.continuous(formatNumber(w, 2), formatNumber(w - computeWingConstant({ w, epsilon }), 2))}
      </dd>
      <dt>{TEXT.losses.slopeAtW}</dt>
      <dd>{TEXT.losses.kink(formatNumber(slopeBelow, 3), slopeBelow < 1)}</dd>
      <dt>{TEXT.losses.slopeAtZero}</dt>
      <dd>{TEXT.losses.slope(formatNumber(w / epsilon, 1), w / epsilon > 50)}</dd>
    </dl>
  )
}

/**
 * A face whose landmark the losses pull, a race of the losses, and their curves above the histogram of measured
 * residuals, on the same axis.
 */
export function Losses() {
  const { w, epsilon, r, hidden, residuals: variant } = useSettings('losses')
  const shown = useMemo(
    () => createLosses({ w, epsilon, r }).filter(({ name }) => !hidden.includes(name)),
    [w, epsilon, r, hidden],
  )
  const curves = useMemo(() => {
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
  }, [shown, w, r])

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
      x: { domain: [0, MAX_RESIDUAL_PX], label: TEXT.losses.residualAxis },
      y: { label: null, ticks: 4 },
      marks: [
        gridY({ strokeOpacity: 0.15, ticks: 4 }),
        rectY(bars, { x1: 'from', x2: 'to', y: 'share', fill: getColour(variant), insetRight: 0.5 }),
        ruleX([w], { strokeDasharray: '3,4', strokeOpacity: 0.6 }),
        ruleY([0]),
      ],
    }
  }, [residuals, variant, w])

  const shownNames = DRAWN_LOSSES.filter((name) => !hidden.includes(name))
    .map(formatVariantName)
    .join(', ')
  const toggle = (name: string) =>
    setSettings('losses', {
      hidden: hidden.includes(name) ? hidden.filter((other) => other !== name) : [...hidden, name],
    })

  return (
    <div className={labStyles.lab}>
      <div className={lossesStyles.teaching}>
        <Presets view="losses" />
        <PullSection losses={shown} />
        {residuals && shown.length > 0 && <Race losses={shown} histogram={residuals} variant={variant} />}
        <section className={labStyles.plots} aria-label={TEXT.losses.plots}>
          <h2>{TEXT.losses.curves}</h2>
          <p>
            <Explained text={TEXT.losses.intro} />
          </p>
          {curves.map(({ aspect, options }) => (
            <PlotFigure
              key={aspect}
              title={TITLES[aspect]}
              label={TEXT.losses.aspectLabel(TITLES[aspect], shownNames, MAX_RESIDUAL_PX, w, epsilon)}
              options={options}
            />
          ))}
          {histogram ? (
            <PlotFigure
              title={TEXT.losses.residuals(formatVariantName(variant))}
              label={TEXT.losses.residualsLabel(formatVariantName(variant))}
              options={histogram}
            />
          ) : (
            <p>{TEXT.losses.notMeasured}</p>
          )}
        </section>
      </div>
      <aside className={`${controlsStyles.panel} ${lossesStyles.settings}`} aria-label={TEXT.shell.settings}>
        <ControlGroup name="losses">
          <fieldset>
            <legend>{TEXT.losses.losses}</legend>
            {DRAWN_LOSSES.map((name) => (
              <label key={name}>
                <input type="checkbox" checked={!hidden.includes(name)} onChange={() => toggle(name)} />
                <ColourDot variant={name} />
                {formatVariantName(name)}
              </label>
            ))}
          </fieldset>
        </ControlGroup>
        <ControlGroup name="wing">
          <fieldset>
            <legend>{TEXT.losses.wing}</legend>
            <SliderField
              label={TEXT.losses.w}
              unit={TEXT.losses.pixels}
              value={w}
              range={ADDRESS.losses.w.range}
              step={0.5}
              onChange={(next) => setSettings('losses', { w: next })}
            />
            <SliderField
              label={TEXT.losses.epsilon}
              unit={TEXT.losses.pixels}
              value={epsilon}
              range={[0.02, 5]}
              step={0.02}
              onChange={(next) => setSettings('losses', { epsilon: next })}
            />
            <SliderField
              label={TEXT.losses.r}
              unit={TEXT.losses.pixels}
              value={r}
              range={ADDRESS.losses.r.range}
              step={0.1}
              onChange={(next) => setSettings('losses', { r: next })}
            />
            <WingFacts w={w} epsilon={epsilon} />
          </fieldset>
        </ControlGroup>
        <ControlGroup name="residuals">
          {VARIANTS_WITH_RESIDUALS.length > 1 && (
            <label className={controlsStyles.row}>
              {TEXT.losses.residualsOf}
              <select
                value={variant}
                onChange={({ target }) => setSettings('losses', { residuals: target.value })}
              >
                {VARIANTS_WITH_RESIDUALS.map((name) => (
                  <option key={name} value={name}>
                    {formatVariantName(name)}
                  </option>
                ))}
              </select>
            </label>
          )}
        </ControlGroup>
      </aside>
    </div>
  )
}
