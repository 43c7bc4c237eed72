import { FACE_REGIONS } from '../../../evaluation/face-regions.ts'
import {
  computeBinScores,
  computeRegionMeans,
  computeOpeningScore,
  summarizeVariant,
  type FaceMetrics,
  type Normaliser,
  type ScoredFace,
} from '../../../evaluation/face-metrics.ts'
import { CONFIDENCE_RADIUS } from '../../../landmarker/cascade/confidence.ts'
import { CLOSED_EYE, OPEN_MOUTH } from '../../../evaluation/openings.ts'
import { Explained } from '../../ui/glossary/Explained.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { TEXT } from '../../ui/text.ts'
import { formatFigure, formatNumber } from '../../ui/format.ts'
import { useMethods } from './current.ts'
import { formatSeriesName } from './methods.ts'
import type { VariantReliability } from './plots.ts'
import { SeriesCell } from './SeriesCell.tsx'
import evaluateStyles from './evaluate.module.css'

interface Props {
  readonly results: readonly ScoredFace[]
  readonly variants: readonly string[]
  readonly by: Normaliser
}

/** Table of NME, AUC and failure rate by variant. */
export function ScoreTable({ results, variants, by }: Props) {
  return (
    <ScrollTable
      className={evaluateStyles.table}
      caption={TEXT.evaluate.tables.scores(TEXT.evaluate.normalisers[by])}
    >
      <thead>
        <tr>
          <th scope="col">{TEXT.evaluate.tables.variant}</th>
          <th scope="col">
            <Explained text={TEXT.evaluate.tables.nmeInterOcular} />
          </th>
          <th scope="col">
            <Explained text={TEXT.evaluate.tables.nmeInterPupil} />
          </th>
          <th scope="col">
            <Explained text={TEXT.evaluate.tables.auc} />
          </th>
          <th scope="col">
            <Explained text={TEXT.evaluate.tables.failures} />
          </th>
          <th scope="col">{TEXT.evaluate.tables.found}</th>
        </tr>
      </thead>
      <tbody>
        {variants.map((variant) => {
          const score = summarizeVariant(results, variant, by)
          return (
            <tr key={variant}>
              <SeriesCell name={variant} />
              <td>{formatFigure(score.nmeInterOcular, 3)}</td>
              <td>{formatFigure(score.nmeInterPupil, 3)}</td>
              <td>{formatFigure(score.auc)}</td>
              <td>{formatFigure(score.failureRate)}</td>
              <td>{TEXT.evaluate.tables.foundOf(score.found, score.faces)}</td>
            </tr>
          )
        })}
      </tbody>
    </ScrollTable>
  )
}

interface OpeningProps {
  readonly results: readonly FaceMetrics[]
  readonly variants: readonly string[]
}

/** Table of how well each variant draws closed eyes and open mouths. */
export function OpeningTable({ results, variants }: OpeningProps) {
  const scores = variants.map((variant) => computeOpeningScore(results, variant))
  const first = scores[0]!
  return (
    <ScrollTable
      className={evaluateStyles.table}
      caption={TEXT.evaluate.tables.openings(
        CLOSED_EYE,
        first.closedEyes,
        first.closedEyes > 0 ? formatFigure(first.closedTrue, 3) : undefined,
        OPEN_MOUTH,
        first.openMouths,
      )}
    >
      <thead>
        <tr>
          <th scope="col">{TEXT.evaluate.tables.variant}</th>
          <th scope="col">{TEXT.evaluate.tables.closedDrawnAt}</th>
          <th scope="col">{TEXT.evaluate.tables.eyesAuc}</th>
          <th scope="col">{TEXT.evaluate.tables.mouthsShare}</th>
          <th scope="col">{TEXT.evaluate.tables.eyesCorrelation}</th>
          <th scope="col">{TEXT.evaluate.tables.mouthsCorrelation}</th>
        </tr>
      </thead>
      <tbody>
        {scores.map((score, i) => (
          <tr key={variants[i]}>
            <SeriesCell name={variants[i]!} />
            <td>{formatFigure(score.closedPredicted, 3)}</td>
            <td>{formatFigure(score.eyesAuc, 3)}</td>
            <td>{formatFigure(score.mouthsShare, 2)}</td>
            <td>{formatFigure(score.eyesCorrelation, 3)}</td>
            <td>{formatFigure(score.mouthsCorrelation, 3)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}

/** Table of NME by facial feature. */
export function FeatureTable({ results, variants, by }: Props) {
  return (
    <ScrollTable
      className={evaluateStyles.table}
      caption={TEXT.evaluate.tables.features(TEXT.evaluate.normalisers[by])}
    >
      <thead>
        <tr>
          <th scope="col">{TEXT.evaluate.tables.variant}</th>
          {FACE_REGIONS.map(({ name }) => (
            <th key={name} scope="col">
              {TEXT.evaluate.parts[name]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {variants.map((variant) => (
          <tr key={variant}>
            <SeriesCell name={variant} />
            {computeRegionMeans(results, variant, by).map((value, i) => (
              <td key={FACE_REGIONS[i]!.name}>{formatFigure(value, 3)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}

/** Table of NME by |yaw|. */
export function YawTable({ results, variants, by }: Props) {
  const methods = useMethods()
  const columns = variants.map((variant) => computeBinScores(results, variant, by))
  return (
    <ScrollTable
      className={evaluateStyles.table}
      caption={TEXT.evaluate.tables.yaw(TEXT.evaluate.normalisers[by])}
    >
      <thead>
        <tr>
          <th scope="col">
            <Explained text={TEXT.evaluate.tables.absYaw} />
          </th>
          <th scope="col">{TEXT.evaluate.tables.faces}</th>
          {variants.map((variant) => (
            <th key={variant} scope="col">
              {formatSeriesName(variant, methods)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {columns[0]!.map(({ from, to, faces }, bin) => (
          <tr key={from}>
            <th scope="row">
              {Number.isFinite(to)
                ? TEXT.evaluate.tables.range(formatNumber(from, 2), formatNumber(to, 2))
                : TEXT.evaluate.tables.rangeFrom(formatNumber(from, 2))}
            </th>
            <td>{faces}</td>
            {columns.map((bins, i) => (
              <td key={variants[i]}>{formatFigure(bins[bin]!.nme, 3)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}

/** Table of how well each variant's confidence agrees with its errors. */
export function ReliabilityTable({ scores }: { readonly scores: readonly VariantReliability[] }) {
  return (
    <ScrollTable
      className={evaluateStyles.table}
      caption={TEXT.evaluate.tables.reliability(100 * CONFIDENCE_RADIUS)}
    >
      <thead>
        <tr>
          <th scope="col">{TEXT.evaluate.tables.variant}</th>
          <th scope="col">{TEXT.evaluate.tables.errorRankCorrelation}</th>
          <th scope="col">{TEXT.evaluate.tables.calibrationError}</th>
          <th scope="col">{TEXT.evaluate.tables.points}</th>
        </tr>
      </thead>
      <tbody>
        {scores.map(({ variant, errorRankCorrelation, calibrationError, points }) => (
          <tr key={variant}>
            <SeriesCell name={variant} />
            <td>{formatFigure(errorRankCorrelation, 3)}</td>
            <td>{formatFigure(100 * calibrationError)}</td>
            <td>{points}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}
