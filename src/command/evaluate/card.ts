import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { GroupScore } from '../../evaluation/face-groups.ts'
import type { OpeningScore } from '../../evaluation/openings.ts'
import type { ReliabilityScore } from '../../evaluation/reliability.ts'
import type { Score } from '../../evaluation/score.ts'

/** Score of a card; older ones lack openings and groups, and variants without confidence its reliability. */
export type CardScore = Score & { protocol: string } & Partial<
    OpeningScore & { groups: readonly GroupScore[]; reliability: ReliabilityScore }
  >

interface ScoredCard {
  scores?: CardScore[]
}

const findCardFile = (variant: string) =>
  fileURLToPath(new URL(`../../../models/${variant}/card.json`, import.meta.url))

/** Reads the scores of models/<variant>/card.json; empty if there is no card. */
export function readCardScores(variant: string): readonly CardScore[] {
  const file = findCardFile(variant)
  return existsSync(file) ? ((JSON.parse(readFileSync(file, 'utf8')) as ScoredCard).scores ?? []) : []
}

/** Writes a score to models/<variant>/card.json; replaces an older one of the same protocol. */
export function saveScore(
  variant: string,
  protocol: string,
  score: Score & OpeningScore & { groups: readonly GroupScore[]; reliability?: ReliabilityScore },
): void {
  const file = findCardFile(variant)
  const card = JSON.parse(readFileSync(file, 'utf8')) as ScoredCard
  const others = (card.scores ?? []).filter((other) => other.protocol !== protocol)
  const rounded = (_: string, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(7)) : value
  const scores = [...others, { protocol, ...score }]
  writeFileSync(file, `${JSON.stringify({ ...card, scores }, rounded, 2)}\n`)
}
