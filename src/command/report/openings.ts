import type { Results } from '../../evaluation/results.ts'
import { formatMarkdownTable } from '../markdown.ts'
import { formatFixed, formatLoss } from './format.ts'

/** Formats the table of closed eyes and open mouths; undefined if no variant has been measured on them. */
export function formatOpeningsTable({ variants }: Results): string | undefined {
  const rows = variants.flatMap(({ variant, openings }) => {
    if (!openings) return []
    const { closedTrue, closedPredicted, eyesAuc, eyesCorrelation, mouthsShare, mouthsCorrelation } = openings
    return [
      [
        formatLoss(variant),
        `${closedPredicted.toFixed(3)} (true ${closedTrue.toFixed(3)}, n = ${openings.closedEyes})`,
        `${eyesAuc.toFixed(4)} (n = ${openings.openEyes} open)`,
        eyesCorrelation.toFixed(3),
        `${(100 * mouthsShare).toFixed(1)} (n = ${openings.openMouths})`,
        mouthsCorrelation.toFixed(3),
      ],
    ]
  })
  if (rows.length === 0) return undefined
  return formatMarkdownTable(
    [
      'variant',
      'closed eyes drawn at',
      'AUC against open eyes',
      'correlation, eyes',
      'open mouths, % of the true opening',
      'correlation, mouths',
    ],
    rows,
  )
}

/** Formats the table of errors by group of test faces; undefined if no variant has any. */
export function formatGroupTable({ variants }: Results): string | undefined {
  const measured = variants.filter(({ groups }) => groups)
  const names = [...new Set(measured.flatMap(({ groups = [] }) => groups.map(({ group }) => group)))]
  if (names.length === 0) return undefined
  return formatMarkdownTable(
    ['NME inter-pupil %', ...measured.map(({ variant }) => formatLoss(variant))],
    names.map((name) => {
      const scores = measured.map(({ groups = [] }) => groups.find(({ group }) => group === name))
      const faces = scores.find(Boolean)?.faces ?? 0
      return [
        `${name} (n = ${faces})`,
        ...scores.map((score) => (score ? formatFixed(score.nmeInterPupil) : '–')),
      ]
    }),
  )
}
