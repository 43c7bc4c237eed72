import type { Measured, Results } from '../../evaluation/results.ts'
import { table } from '../markdown.ts'
import { PAPER } from './paper.ts'
import { nameOf, paperOf, two, within } from './format.ts'

export function shippedTable({ variants }: Results): string {
  const row = (name: string, network: string, paper: string, m: Measured) => [
    name,
    network,
    `${two(m.nmeInterPupil)} (${within(m.intervalInterPupil)})`,
    paper,
    two(m.nmeInterOcular),
    two(m.auc8),
    two(m.failureRate8),
  ]
  return table(
    [
      'trained with',
      'network',
      'NME inter-pupil % (95%)',
      'paper',
      'NME inter-ocular %',
      'AUC 8% inter-ocular',
      'above 8%',
    ],
    variants.flatMap(({ variant, cascade, cnn6 }) => [
      row(nameOf(variant), 'CNN-6/7', paperOf(PAPER.common, variant), cascade),
      row('', 'CNN-6', '–', cnn6),
    ]),
  )
}

export function shippedWords({ variants, paired }: Results): string {
  if (paired.length === 0)
    return 'Only one loss is shipped so far, so nothing can be said about losses here yet.'
  const best = variants.toSorted((p, q) => p.cascade.nmeInterPupil - q.cascade.nmeInterPupil)[0]
  const sentences = paired.map(({ variant, difference, interval, p }) => {
    const verdict = p < 0.05 ? (difference > 0 ? 'worse than' : 'better than') : 'not told apart from'
    return `${nameOf(variant)} is ${verdict} Wing (${two(difference)} points, ${within(interval)}, p ${p < 0.001 ? '< 0.001' : `= ${p.toPrecision(2)}`})`
  })
  return `Lowest here: ${nameOf(best.variant)}. By paired bootstrap over the faces ${sentences.join('; ')}. That holds for these faces and one run a loss, trained on 2,009 faces (lite is slimmer, and had a teacher's points of more faces too); it says nothing about another seed, and the paper's figures come from 3,148 faces and other networks' widths, so only the order can be compared with them.`
}

export function aflwTable({ variants }: Results): string {
  return table(
    ['trained with', 'CNN-6 % (95%)', 'paper, AFLW', 'CNN-6/7 % (95%)', 'paper, AFLW'],
    variants.map(({ variant, cascade, cnn6 }) => [
      nameOf(variant),
      `${two(cnn6.aflw19)} (${within(cnn6.intervalAflw19)})`,
      paperOf(PAPER.aflwCnn6, variant),
      `${two(cascade.aflw19)} (${within(cascade.intervalAflw19)})`,
      paperOf(PAPER.aflwCascade, variant),
    ]),
  )
}
