import { FEATURES } from '../../../evaluation/face-regions.ts'
import {
  binScores,
  featureMeans,
  openingScore,
  summaryOf,
  type FaceResult,
  type Normaliser,
} from '../../../evaluation/face-metrics.ts'
import { CLOSED_EYE, OPEN_MOUTH } from '../../../evaluation/openings.ts'
import { formatVariantName } from '../../ui/colours.ts'
import { ColourDot } from '../../ui/ColourDot.tsx'
import { formatFigure, NORMALISER_NAMES } from './format.ts'

interface Props {
  readonly results: readonly FaceResult[]
  readonly variants: readonly string[]
  readonly by: Normaliser
}

function Variant({ name }: { readonly name: string }) {
  return (
    <th scope="row">
      <ColourDot variant={name} />
      {formatVariantName(name)}
    </th>
  )
}

/** NME, AUC and failure rate of each variant. */
export function ScoreTable({ results, variants, by }: Props) {
  return (
    <div className="scroll">
      <table className="lab-table">
        <caption>
          In percent. NME over the faces found; AUC and failures, by the {NORMALISER_NAMES[by]} distance, over
          all.
        </caption>
        <thead>
          <tr>
            <th scope="col">Trained with</th>
            <th scope="col">NME inter-ocular</th>
            <th scope="col">NME inter-pupil</th>
            <th scope="col">AUC 8%</th>
            <th scope="col">above 8%</th>
            <th scope="col">found</th>
          </tr>
        </thead>
        <tbody>
          {variants.map((variant) => {
            const score = summaryOf(results, variant, by)
            return (
              <tr key={variant}>
                <Variant name={variant} />
                <td>{formatFigure(score.nmeInterOcular, 3)}</td>
                <td>{formatFigure(score.nmeInterPupil, 3)}</td>
                <td>{formatFigure(score.auc)}</td>
                <td>{formatFigure(score.failureRate)}</td>
                <td>
                  {score.found} of {score.faces}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** How each variant draws closed eyes and open mouths. */
export function OpeningTable({ results, variants }: Omit<Props, 'by'>) {
  const scores = variants.map((variant) => openingScore(results, variant))
  const [first] = scores
  return (
    <div className="scroll">
      <table className="lab-table">
        <caption>
          Closed eyes (true aspect ratio below {CLOSED_EYE}: {first.closedEyes}
          {first.closedEyes > 0 && `, mean ${formatFigure(first.closedTrue, 3)}`}) and open mouths (true
          opening above {OPEN_MOUTH}: {first.openMouths}). AUC: how often an open eye is drawn wider than a
          closed one.
        </caption>
        <thead>
          <tr>
            <th scope="col">Trained with</th>
            <th scope="col">closed eyes drawn at</th>
            <th scope="col">AUC of eyes</th>
            <th scope="col">open mouths, drawn of true</th>
            <th scope="col">correlation, eyes</th>
            <th scope="col">correlation, mouths</th>
          </tr>
        </thead>
        <tbody>
          {scores.map((score, i) => (
            <tr key={variants[i]}>
              <Variant name={variants[i]} />
              <td>{formatFigure(score.closedPredicted, 3)}</td>
              <td>{formatFigure(score.eyesAuc, 3)}</td>
              <td>{formatFigure(score.mouthsShare, 2)}</td>
              <td>{formatFigure(score.eyesCorrelation, 3)}</td>
              <td>{formatFigure(score.mouthsCorrelation, 3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** NME of each part of the face. */
export function FeatureTable({ results, variants, by }: Props) {
  return (
    <div className="scroll">
      <table className="lab-table">
        <caption>NME by feature, % of the {NORMALISER_NAMES[by]} distance</caption>
        <thead>
          <tr>
            <th scope="col">Trained with</th>
            {FEATURES.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {variants.map((variant) => (
            <tr key={variant}>
              <Variant name={variant} />
              {featureMeans(results, variant, by).map((value, i) => (
                <td key={FEATURES[i].name}>{formatFigure(value, 3)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** NME of the faces that look about as far to a side. */
export function YawTable({ results, variants, by }: Props) {
  const columns = variants.map((variant) => binScores(results, variant, by))
  return (
    <div className="scroll">
      <table className="lab-table">
        <caption>NME by |yaw|, % of the {NORMALISER_NAMES[by]} distance</caption>
        <thead>
          <tr>
            <th scope="col">|yaw|</th>
            <th scope="col">faces</th>
            {variants.map((variant) => (
              <th key={variant} scope="col">
                {formatVariantName(variant)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns[0].map(({ from, to, faces }, bin) => (
            <tr key={from}>
              <th scope="row">
                {from.toFixed(2)} {Number.isFinite(to) ? `to ${to.toFixed(2)}` : 'and more'}
              </th>
              <td>{faces}</td>
              {columns.map((bins, i) => (
                <td key={variants[i]}>{formatFigure(bins[bin].nme, 3)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
