import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { memory, ready, setBackend, tensor4d } from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-wasm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { STAGES } from '../../src/geometry/face.ts'
import { createNetwork } from '../../src/networks/network.ts'
import type { Network } from '../../src/networks/output.ts'
import { parseManifest } from '../../src/landmarker/models/manifest-schema.ts'
import type { VariantManifest } from '../../src/networks/manifest.ts'
import { python, PYTHON } from '../support/python.ts'

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

  const network = (folderOf: string, stage: number): [Network, tensors: number] => {
    const manifest = JSON.parse(readFileSync(join(folder, folderOf, 'model.json'), 'utf8')) as VariantManifest
    const one = manifest.stages[stage - 1]
    const tensors = memory().numTensors
    return [createNetwork(one!, STAGES[stage - 1]!.input, bytes(folderOf, one!.file)), tensors]
  }

  const cases = (['cnn', 'maps'] as const).flatMap((kind) =>
    (['float', 'quantised'] as const).flatMap((precision) =>
      [1, 2].map((stage) => ({ kind, precision, stage })),
    ),
  )

  it.each(cases)(
    'agree within 1e-4 of the input size: $kind, stage $stage, $precision',
    async ({ kind, precision, stage }) => {
      const { input } = STAGES[stage - 1]!
      const [own, tensors] = network(kind === 'cnn' ? precision : `maps-${precision}`, stage)
      const pixels = tensor4d(new Float32Array(bytes(`${kind}-input${stage}.bin`)), [2, input, input, 3])
      const output = own.predict(pixels)
      const found = await output.data()
      const expected = precision === 'float' ? 'output' : 'rounded'
      const wanted = new Float32Array(bytes(`${kind}-${expected}${stage}.bin`))
      expect(found).toHaveLength(wanted.length)
      // The points differ from one another by far more than the tolerance.
      expect(Math.max(...wanted) - Math.min(...wanted)).toBeGreaterThan(input / 4)
      let worst = 0
      for (const [i, value] of wanted.entries()) worst = Math.max(worst, Math.abs(found[i]! - value))
      expect(worst / input).toBeLessThan(1e-4)
      output.dispose()
      pixels.dispose()
      own.dispose()
      expect(memory().numTensors).toBe(tensors)
    },
  )

  it.each(['quantised', 'maps-quantised'])(
    'describe networks that the page takes from elsewhere: %s',
    (name) => {
      const text = readFileSync(join(folder, name, 'model.json'), 'utf8')
      const { stages } = JSON.parse(text) as VariantManifest
      for (const [i, stage] of parseManifest(text).stages.entries()) expect(stages[i]).toMatchObject(stage)
      const cut = JSON.stringify({
        variant: 'x',
        stages: [{ ...stages[0], weights: stages[0]!.weights.slice(1) }],
      })
      expect(() => parseManifest(cut)).toThrow(/has no weights of/)
    },
  )
})
