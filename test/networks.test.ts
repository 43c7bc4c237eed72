import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { memory, ready, setBackend, tensor4d } from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-wasm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { STAGES } from '../src/geometry/face.ts'
import { Cnn } from '../src/networks/cnn.ts'
import type { VariantManifest } from '../src/networks/manifest.ts'
import { python, PYTHON } from './python.ts'

const MODELS = fileURLToPath(new URL('../models', import.meta.url))
const VARIANTS = readdirSync(MODELS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

interface Card {
  licence: string
  stages: { bytes: number; sha256: string; quantisation: { nmeFloat: number; nmeQuantised: number } }[]
  scores: { protocol: string }[]
}

describe.runIf(PYTHON)('torch and TensorFlow.js', () => {
  let folder: string

  beforeAll(async () => {
    await setBackend('wasm')
    await ready()
    folder = mkdtempSync(join(tmpdir(), 'wingmark-networks-'))
    python([fileURLToPath(new URL('reference_networks.py', import.meta.url)), folder])
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const bytes = (...path: string[]): ArrayBuffer => {
    const file = readFileSync(join(folder, ...path))
    return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer
  }

  it.each([
    { kind: 'float', expected: 'output', stage: 1 },
    { kind: 'float', expected: 'output', stage: 2 },
    { kind: 'quantised', expected: 'rounded', stage: 1 },
    { kind: 'quantised', expected: 'rounded', stage: 2 },
  ] as const)(
    'agree within 1e-4 of the input size: stage $stage, $kind',
    async ({ kind, expected, stage }) => {
      const manifest = JSON.parse(readFileSync(join(folder, kind, 'model.json'), 'utf8')) as VariantManifest
      const network = manifest.stages[stage - 1]
      const { input } = STAGES[stage - 1]
      const tensors = memory().numTensors
      const cnn = new Cnn(network, bytes(kind, network.file))
      const pixels = tensor4d(new Float32Array(bytes(`input${stage}.bin`)), [2, input, input, 3])
      const output = cnn.predict(pixels)
      const found = await output.data()
      const wanted = new Float32Array(bytes(`${expected}${stage}.bin`))
      expect(found).toHaveLength(wanted.length)
      // The points differ from one another by far more than the tolerance.
      expect(Math.max(...wanted) - Math.min(...wanted)).toBeGreaterThan(input / 4)
      let worst = 0
      for (const [i, value] of wanted.entries()) worst = Math.max(worst, Math.abs(found[i] - value))
      expect(worst / input).toBeLessThan(1e-4)
      output.dispose()
      pixels.dispose()
      cnn.dispose()
      expect(memory().numTensors).toBe(tensors)
    },
  )
})

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
      expect(createHash('sha256').update(content).digest('hex')).toBe(card.stages[i].sha256)
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
    const [network] = manifest.stages
    expect(() => new Cnn(network, new ArrayBuffer(network.bytes - 1))).toThrow(/bytes instead of/)
  })
})
