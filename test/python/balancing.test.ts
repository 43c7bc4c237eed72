import { expect, it } from 'vitest'
import { assignBins, countPerBin, computeRepeats, findYawComponent } from '../../src/evaluation/balancing.ts'
import {
  projectOntoComponent,
  computePrincipalComponents,
} from '../../src/evaluation/principal-components.ts'
import { computeProcrustes } from '../../src/evaluation/procrustes.ts'
import { python, PYTHON } from '../support/python.ts'
import { heads } from '../support/turned-heads.ts'

it.runIf(PYTHON)('balancing does what the trainer does, on the same shapes', () => {
  const { shapes } = heads(120)
  const { aligned, mean } = computeProcrustes(shapes)
  const components = computePrincipalComponents(aligned, mean)
  const program = `import json, sys, numpy as np
from balance import compute_yaw, assign_bins, count_repeats
yaw, found = compute_yaw(np.array(json.load(sys.stdin)))
place = assign_bins(yaw)
print(json.dumps({"yaw": yaw.tolist(), "index": found["yaw"], "deviations": found["deviations"][:5].tolist(),
                  "bins": place.tolist(), "repeats": count_repeats(place).tolist()}))`
  const trainer = JSON.parse(python(['-c', program], JSON.stringify(shapes))) as {
    yaw: number[]
    index: number
    deviations: number[]
    bins: number[]
    repeats: number[]
  }
  const { index, sign } = findYawComponent(aligned, mean, components)
  expect(trainer.index).toBe(index)
  for (const [i, value] of trainer.yaw.entries()) {
    expect(sign * projectOntoComponent(aligned[i]!, mean, components[index]!)).toBeCloseTo(value, 8)
  }
  for (const [i, value] of trainer.deviations.entries())
    expect(components[i]!.deviation).toBeCloseTo(value, 8)
  const bins = assignBins(trainer.yaw)
  expect(bins).toEqual(trainer.bins)
  const repeats = computeRepeats(countPerBin(bins))
  expect(bins.map((bin) => repeats[bin])).toEqual(trainer.repeats)
})
