import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createReport } from '../../src/command/report/report.ts'
import type { Results } from '../../src/evaluation/results.ts'

const read = (file: string) =>
  readFileSync(fileURLToPath(new URL(`../../models/${file}`, import.meta.url)), 'utf8')
const results = JSON.parse(read('results.json')) as Results

describe('the results', () => {
  it('are in RESULTS.md as the program writes it, and by no hand', () => {
    expect(read('RESULTS.md')).toBe(createReport(results))
  })

  it('are what the cards say of the same faces', () => {
    for (const { variant, cascade } of results.variants) {
      const { scores } = JSON.parse(read(`${variant}/card.json`)) as {
        scores: { protocol: string; nmeInterPupil: number }[]
      }
      const score = scores.find(
        ({ protocol }) =>
          protocol === 'lfpw/testset + helen/testset, cascade, annotated boxes, roll 0°',
      )
      expect(score?.nmeInterPupil).toBeCloseTo(cascade.nmeInterPupil, 3)
    }
  })
})
