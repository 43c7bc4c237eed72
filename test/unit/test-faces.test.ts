import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import file from '../../models/test-faces.json' with { type: 'json' }
import results from '../../models/results.json' with { type: 'json' }
import { decodeNumbers, encodeNumbers } from '../../src/evaluation/base64-numbers.ts'
import { compareFound } from '../../src/evaluation/bootstrap.ts'
import {
  computeBinScores,
  computeFaceMetrics,
  computeFaceNmes,
  computePartNmes,
  summarizeVariant,
} from '../../src/evaluation/face-metrics.ts'
import { computeInterOcular } from '../../src/evaluation/nme.ts'
import { decodeTestFaces, encodeTestFaces, listWorstOutlined } from '../../src/evaluation/test-faces.ts'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import type { Point } from '../../src/geometry/point.ts'
import { computeAnnotationSquare } from '../../src/geometry/square.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

describe('numbers in base64', () => {
  it('come back, at both ends too', () => {
    const values = [0, 1, -1, 255, 256, -256, 32_767, -32_768]
    expect(decodeNumbers(encodeNumbers(values))).toEqual(values)
    expect(decodeNumbers(encodeNumbers([]))).toEqual([])
  })

  it.each([32_768, -32_769, 0.5, NaN])('refuse %s', (value) => {
    expect(() => encodeNumbers([value])).toThrow(RangeError)
  })
})

describe('a file of test faces', () => {
  const truth = MEAN_SHAPE.map(([x, y]): Point => [120 * x + 300, 120 * y + 200])
  const shift = (by: number) => truth.map(([x, y]): Point => [x + by, y])
  // The further on, the worse; the second variant has not found the last face.
  const faces = Array.from({ length: 40 }, (_, i) => {
    const found = { wing: shift(i / 10), lite: i < 39 ? shift(2 - i / 20) : undefined }
    return { scored: computeFaceMetrics('secret.jpg', i + 1, truth, found), truth, found }
  })
  const encoded = encodeTestFaces('drawn faces', ['wing', 'lite'], faces)
  const decoded = decodeTestFaces(JSON.parse(JSON.stringify(encoded)) as typeof encoded)

  it('keeps errors, yaw, and which faces were not found', () => {
    expect(decoded.results).toHaveLength(40)
    const ocular = computeInterOcular(truth)
    for (const [i, { errors, yaw, pupil }] of decoded.results.entries()) {
      expect(errors.wing?.all).toBeCloseTo(i / 10 / ocular, 4)
      expect(yaw).toBeCloseTo(faces[i]!.scored.yaw, 3)
      expect(pupil).toBeCloseTo(faces[i]!.scored.pupil / ocular, 3)
    }
    expect(decoded.results[39]!.errors.lite).toBeUndefined()
    expect(JSON.stringify(encoded)).not.toContain('secret')
  })

  it('keeps the outlines of the worst faces alone', () => {
    expect(decoded.outlines.size).toBeLessThanOrEqual(24)
    const worst = listWorstOutlined(decoded, 'wing', 'ocular')
    expect(worst.slice(0, 5)).toEqual([39, 38, 37, 36, 35])
    expect(listWorstOutlined(decoded, 'lite', 'pupil').slice(0, 3)).toEqual([39, 0, 1])
    expect(listWorstOutlined(decoded, 'somebody’s', 'ocular')).toEqual([])
    const { side } = computeAnnotationSquare(truth)
    const outline = decoded.outlines.get(39)
    expect(outline?.found.lite).toBeUndefined()
    expect((outline?.found.wing?.[8]![0] ?? NaN) - (outline?.truth[8]![0] ?? NaN)).toBeCloseTo(3.9 / side, 3)
  })
})

describe('the shipped results of the test faces', () => {
  const shipped = decodeTestFaces(file)

  it('are small, of all 554 faces, and without names', () => {
    expect(read('models/test-faces.json').length).toBeLessThan(150_000)
    expect(shipped.results).toHaveLength(554)
    expect(new Set(shipped.results.map(({ photo }) => photo))).toEqual(new Set(['']))
    expect(shipped.protocol).toBe(results.protocol)
  })

  it('have the figures of RESULTS.md', () => {
    // name | network | inter-pupil (interval) | paper | inter-ocular | AUC | failures
    const table = read('models/RESULTS.md').split('## AFLW')[0]
    const rows = table!
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .filter(([, name, network]) => name && /CNN-6\/7|heat maps/.test(network ?? ''))
    expect(rows).toHaveLength(shipped.variants.length)
    for (const [i, variant] of shipped.variants.entries()) {
      const [, , , pupil, , ocular, auc, failures] = rows[i]!
      const own = summarizeVariant(shipped.results, variant, 'ocular')
      expect(
        [own.nmeInterPupil, own.nmeInterOcular, own.auc8, own.failureRate8].map((value) => value.toFixed(2)),
        variant,
      ).toEqual([pupil!.split(' ')[0], ocular, auc, failures])
      expect([own.auc, own.failureRate]).toEqual([own.auc8, own.failureRate8])
    }
  })

  it('have its comparisons with Wing', () => {
    const percents = (variant: string) =>
      computeFaceNmes(shipped.results, variant, 'pupil').map((nme) => 100 * nme)
    for (const { variant, difference, interval, p } of results.paired) {
      const own = compareFound(percents(variant), percents('wing'))
      expect(own?.faces).toBe(554)
      expect(own?.difference).toBeCloseTo(difference, 3)
      expect(own?.interval[0]).toBeCloseTo(interval[0]!, 2)
      expect(own?.interval[1]).toBeCloseTo(interval[1]!, 2)
      expect(Math.abs((own?.p ?? NaN) - p)).toBeLessThan(0.02)
    }
  })

  it('have parts and bins that make up the whole', () => {
    for (const variant of shipped.variants) {
      const bins = computeBinScores(shipped.results, variant, 'ocular')
      expect(bins.reduce((sum, { faces }) => sum + faces, 0)).toBe(554)
      const all = computePartNmes(shipped.results, variant, 'ocular', 'all')
      const mouth = computePartNmes(shipped.results, variant, 'ocular', 'mouth')
      expect(all).toEqual(computeFaceNmes(shipped.results, variant, 'ocular'))
      expect(mouth).toHaveLength(554)
    }
  })

  it('have outlines of at least five worst faces of every variant, by both distances', () => {
    for (const variant of shipped.variants) {
      for (const by of ['ocular', 'pupil'] as const) {
        const worst = listWorstOutlined(shipped, variant, by)
        expect(worst.length).toBeGreaterThanOrEqual(5)
        const nmes = computeFaceNmes(shipped.results, variant, by)
        expect(nmes[worst[0]!]).toBe(Math.max(...nmes))
        for (const face of worst) expect(shipped.outlines.get(face)?.found[variant]).toHaveLength(68)
      }
    }
  })
})
