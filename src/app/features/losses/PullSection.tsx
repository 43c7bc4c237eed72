import type { Loss } from '../../../losses/losses.ts'
import { distance } from '../../../geometry/point.ts'
import { setSettings, useSettings } from '../../state/change-address.ts'
import { formatVariantName } from '../../ui/colours.ts'
import { ColourDot } from '../../ui/ColourDot.tsx'
import { formatNumber } from '../../ui/format.ts'
import { Explained } from '../../ui/glossary/Explained.tsx'
import { TEXT } from '../../ui/text.ts'
import { PulledFace } from './PulledFace.tsx'
import { computePull } from './pull.ts'
import controlsStyles from '../../ui/controls.module.css'
import lossesStyles from './losses.module.css'

/** Face with a landmark to drag, and each loss's value and pull on it. */
export function PullSection({ losses }: { readonly losses: readonly Loss[] }) {
  const { pull: displacement } = useSettings('losses')
  const [x, y] = displacement.residual
  const pulls = losses.map((loss) => computePull(loss, displacement.residual))
  return (
    <section data-tour="pull" className={lossesStyles.pull} aria-labelledby="losses-pull">
      <h2 id="losses-pull">{TEXT.losses.pull.heading}</h2>
      <PulledFace
        displacement={displacement}
        pulls={pulls}
        onChange={(pull) => setSettings('losses', { pull })}
      />
      <div className={lossesStyles.facts}>
        <p>{TEXT.losses.pull.instruction}</p>
        <p className={lossesStyles.residual}>
          <Explained text={TEXT.losses.pull.residual(formatNumber(x, 1), formatNumber(y, 1))} />
        </p>
        <table>
          <caption className={controlsStyles.hint}>
            <Explained text={TEXT.losses.pull.caption} />
          </caption>
          <thead>
            <tr>
              <th scope="col">{TEXT.losses.pull.loss}</th>
              <th scope="col">{TEXT.losses.pull.value}</th>
              <th scope="col">{TEXT.losses.pull.onX}</th>
              <th scope="col">{TEXT.losses.pull.onY}</th>
              <th scope="col">{TEXT.losses.pull.size}</th>
            </tr>
          </thead>
          <tbody>
            {pulls.map(({ loss, value, pull }) => (
              <tr key={loss}>
                <th scope="row">
                  <ColourDot variant={loss} /> {formatVariantName(loss)}
                </th>
                <td>{formatNumber(value, 1)}</td>
                <td>{formatNumber(pull[0], 2)}</td>
                <td>{formatNumber(pull[1], 2)}</td>
                <td>{formatNumber(distance(pull, [0, 0]), 2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className={controlsStyles.hint}>{TEXT.losses.pull.explanation}</p>
      </div>
    </section>
  )
}
