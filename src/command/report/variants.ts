import type { MeasuredScore, Results } from '../../evaluation/results.ts'
import { formatMarkdownTable } from '../markdown.ts'
import { PAPER } from './paper.ts'
import { formatLoss, formatPaperValue, formatFixed, formatInterval } from './format.ts'

/** Formats the table of the bundled variants' scores. */
export function formatVariantTable({ variants }: Results): string {
  const row = (name: string, network: string, paper: string, m: MeasuredScore) => [
    name,
    network,
    `${formatFixed(m.nmeInterPupil)} (${formatInterval(m.intervalInterPupil)})`,
    paper,
    formatFixed(m.nmeInterOcular),
    formatFixed(m.auc8),
    formatFixed(m.failureRate8),
  ]
  return formatMarkdownTable(
    [
      'trained with',
      'network',
      'NME inter-pupil % (95%)',
      'paper',
      'NME inter-ocular %',
      'AUC 8% inter-ocular',
      'above 8%',
    ],
    variants.flatMap(({ variant, network, cascade, stage1 }) => [
      row(
        formatLoss(variant),
        network === 'heat-map' ? 'heat maps' : 'CNN-6/7',
        formatPaperValue(PAPER.common, variant),
        cascade,
      ),
      row('', 'stage 1 alone', '–', stage1),
    ]),
  )
}

/** Describes which variants differ significantly from Wing. */
export function describeVariants({ variants, paired }: Results): string {
  if (paired.length === 0)
    return 'Only one loss is shipped so far, so nothing can be said about losses here yet.'
  const best = variants.toSorted((p, q) => p.cascade.nmeInterPupil - q.cascade.nmeInterPupil)[0]!
  const sentences = paired.map(({ variant, difference, interval, p }) => {
    const verdict = p < 0.05 ? (difference > 0 ? 'worse than' : 'better than') : 'not told apart from'
    return `${formatLoss(variant)} is ${verdict} Wing (${formatFixed(difference)} points, ${formatInterval(interval)}, p ${p < 0.001 ? '< 0.001' : `= ${p.toPrecision(2)}`})`
  })
  return `Lowest here: ${formatLoss(best.variant)}. By paired bootstrap over the faces ${sentences.join('; ')}. That holds for these faces and one run a loss; it says nothing about another seed. Precise and lite are other networks: their difference from Wing is not that of a loss. The paper's figures come from 3,148 faces and other networks' widths, so only the order can be compared with them.`
}

/** Formats the table of errors by AFLW's protocol. */
export function formatAflwTable({ variants }: Results): string {
  return formatMarkdownTable(
    ['trained with', 'stage 1 % (95%)', 'paper, AFLW', 'cascade % (95%)', 'paper, AFLW'],
    variants.map(({ variant, cascade, stage1 }) => [
      formatLoss(variant),
      `${formatFixed(stage1.aflw19)} (${formatInterval(stage1.intervalAflw19)})`,
      formatPaperValue(PAPER.aflwCnn6, variant),
      `${formatFixed(cascade.aflw19)} (${formatInterval(cascade.intervalAflw19)})`,
      formatPaperValue(PAPER.aflwCascade, variant),
    ]),
  )
}
