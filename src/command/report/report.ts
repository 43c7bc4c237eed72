import { computeImbalance } from '../../evaluation/balancing.ts'
import type { Results } from '../../evaluation/results.ts'
import { formatBalancingTable, describeBalancedRun, describeBalancing } from './balancing.ts'
import { CLOSED_EYE, OPEN_EYE, OPEN_MOUTH } from '../../evaluation/openings.ts'
import { formatGridTable, describeGrid, describeLongGrid } from './grid.ts'
import { formatGroupTable, formatOpeningsTable } from './openings.ts'
import { formatRateTable } from './rates.ts'
import { formatAflwTable, formatVariantTable, describeVariants } from './variants.ts'

/** Creates models/RESULTS.md; all numbers come from `results`. */
export function createReport(results: Results): string {
  const { before, after } = results.balancing
  const has = (group: string) => results.runs.some((run) => run.group === group)
  const list = (...groups: string[]) => results.runs.filter(({ group }) => groups.includes(group))
  const sections = [
    `# What a loss does to a face

Written by \`npm run results -- --data DIR --runs DIR\`; not by hand. ${results.protocol}. NME in percent, by
the distance named; intervals are 95% by bootstrap over the faces. The networks are those of the page, quantised.`,
    `## The shipped variants

The paper's column is 300W common, inter-pupil, CNN-6/7 balanced, trained on 3,148 faces.

${formatVariantTable(results)}

${describeVariants(results)}`,
    `## AFLW's protocol on these faces

AFLW's photos are not to be had, so its protocol is applied to 300W's common faces: 19 points taken from the 68
and the error divided by the longer side of the landmarks' box. The paper's columns are AFLW itself, 20,000
training faces.

${formatAflwTable(results)}

Both columns are percent of a face size, but of other photos, other faces and another markup: the order of the
losses can be compared, the values cannot.`,
  ]
  const openings = formatOpeningsTable(results)
  if (openings) {
    sections.push(`## Closed eyes and open mouths

Held-out faces: the validation faces of 300W and a tenth of the pseudo-labelled faces, whose closed lids were moved
together. Eyes are closed below an aspect ratio of ${CLOSED_EYE} and open above ${OPEN_EYE}; mouths are open above ${OPEN_MOUTH}.

${openings}`)
  }
  const groups = formatGroupTable(results)
  if (groups) {
    sections.push(`## Errors by group

The common test faces by yaw of the head, darkness of the face, and closed eyes.

${groups}`)
  }
  if (has('balancing')) {
    sections.push(`## Pose-based data balancing

CNN-6, 160,000 crops a run, 1,851 training faces; the largest bin holds ${computeImbalance(before).toFixed(1)} times the faces of
the smallest before and ${computeImbalance(after).toFixed(2)} times after (of all 2,009: ${before.join(', ')} before; ${after.join(', ')} after). "Largest yaw"
is the quarter of the test faces that looks most to a side. The paper's column is AFLW, CNN-6.

${formatBalancingTable(list('balancing'))}

${describeBalancing(list('balancing'))}`)
  }
  const balancingTaught = list('balancing-taught')
  if (balancingTaught.length > 0) {
    sections.push(`### With pseudo-labelled faces

The same with 12,004 pseudo-labelled faces, which look aside more: three of five crops come from them.

${formatBalancingTable(balancingTaught)}

${describeBalancedRun(balancingTaught)}`)
  }
  if (has('rate')) {
    sections.push(`## The learning rate

Inter-pupil NME on the 158 validation faces, CNN-6. The lowest of a short row goes into balancing and grid; the
shipped variants take the lower rate where two are as good, for they train longer (training/experiments.py).

${formatRateTable(results)}

A short run favours a high rate; differences below a tenth of a point may be the seed's.`)
  }
  const longGrid = list('grid-long', 'balancing-taught').filter(({ settings }) => !settings.balance)
  if (longGrid.length > 1) {
    sections.push(`## w and ε of the Wing loss

CNN-6, 160,000 crops a run, with pseudo-labelled faces. The paper's column is AFLW, CNN-6.

${formatGridTable(longGrid)}

${describeLongGrid(longGrid, list('grid'))}`)
  }
  if (has('grid')) {
    sections.push(`${longGrid.length > 1 ? '### Short runs' : '## w and ε of the Wing loss'}

CNN-6, 64,000 crops a run, 300W alone.

${formatGridTable(list('grid'))}

${describeGrid(list('grid'))}`)
  }
  return `${sections.join('\n\n')}\n`
}
