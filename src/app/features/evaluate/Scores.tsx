import { FACE_REGIONS } from '../../../evaluation/face-regions.ts'
import {
  computeBinScores,
  computeRegionMeans,
  computeOpeningScore,
  summarizeVariant,
  type FaceMetrics,
  type Normaliser,
} from '../../../evaluation/face-metrics.ts'
import { CLOSED_EYE, OPEN_MOUTH } from '../../../evaluation/openings.ts'
import { nameOf } from '../../ui/colours.ts'
import { Swatch } from '../../ui/ColourDot.tsx'
import { figure, NORMALISER_NAMES } from './labels.ts'

interface Props {
  readonly results: readonly FaceMetrics[]
  readonly variants: readonly string[]
  readonly by: Normaliser
}

function Variant({ name }: { readonly name: string }) {
  return (
    <th scope="row">
      <Swatch variant={name} />
      {nameOf(name)}
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
            const score = summarizeVariant(results, variant, by)
            return (
              <tr key={variant}>
                <Variant name={variant} />
                <td>{figure(score.nmeInterOcular, 3)}</td>
                <td>{figure(score.nmeInterPupil, 3)}</td>
                <td>{figure(score.auc)}</td>
                <td>{figure(score.failureRate)}</td>
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
  const scores = variants.map((variant) => computeOpeningScore(results, variant))
  const [first] = scores
  return (
    <div className="scroll">
      <table className="lab-table">
        <caption>
          Closed eyes (true aspect ratio below {CLOSED_EYE}: {first.closedEyes}
          {first.closedEyes > 0 && `, mean ${figure(first.closedTrue, 3)}`}) and open mouths (true opening
          above {OPEN_MOUTH}: {first.openMouths}). AUC: how often an open eye is drawn wider than a closed
          one.
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
              <td>{figure(score.closedPredicted, 3)}</td>
              <td>{figure(score.eyesAuc, 3)}</td>
              <td>{figure(score.mouthsShare, 2)}</td>
              <td>{figure(score.eyesCorrelation, 3)}</td>
              <td>{figure(score.mouthsCorrelation, 3)}</td>
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
            {FACE_REGIONS.map(({ name }) => (
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
              {computeRegionMeans(results, variant, by).map((value, i) => (
                <td key={FACE_REGIONS[i].name}>{figure(value, 3)}</td>
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
  const columns = variants.map((variant) => computeBinScores(results, variant, by))
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
                {nameOf(variant)}
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
                <td key={variants[i]}>{figure(bins[bin].nme, 3)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
