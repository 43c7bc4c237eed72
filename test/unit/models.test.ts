import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { STAGES } from '../../src/geometry/face.ts'
import type { VariantManifest } from '../../src/networks/manifest.ts'
import { createNetwork } from '../../src/networks/network.ts'

const MODELS = fileURLToPath(new URL('../../models', import.meta.url))
const VARIANTS = readdirSync(MODELS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

interface Card {
  licence: string
  stages: { bytes: number; sha256: string; quantisation: { nmeFloat: number; nmeQuantised: number } }[]
  scores: { protocol: string }[]
}

describe.each(VARIANTS)('models/%s', (variant) => {
  const read = (name: string) => readFileSync(join(MODELS, variant, name))
  const manifest = JSON.parse(read('model.json').toString()) as VariantManifest
  const card = JSON.parse(read('card.json').toString()) as Card

  it('holds the files that its card names, at most 11 MB together', () => {
    let total = 0
    for (const [i, { file, bytes }] of manifest.stages.entries()) {
      const content = read(file)
      total += content.length
      expect(content.length).toBe(bytes)
      expect(createHash('sha256').update(content).digest('hex')).toBe(card.stages[i]!.sha256)
    }
    expect(total).toBeLessThanOrEqual(11e6)
  })

  it('lost at most 1% of NME to quantisation', () => {
    for (const { quantisation } of card.stages) {
      expect(quantisation.nmeQuantised / quantisation.nmeFloat).toBeLessThanOrEqual(1.01)
    }
  })

  it('says its licence and its scores', () => {
    expect(card.licence).toMatch(/research/)
    expect(card.scores.length).toBeGreaterThan(0)
  })

  it('is refused when cut short', () => {
    const network = manifest.stages[0]!
    const cut = new ArrayBuffer(network.bytes - 1)
    expect(() => createNetwork(network, STAGES[0].input, cut)).toThrow(/bytes instead of/)
  })
})
