import { createHash } from 'node:crypto'
import { createRandom } from '../../evaluation/random.ts'
import { MEAN_SHAPE, STAGES } from '../../geometry/face.ts'
import type { VariantManifest } from '../../networks/manifest.ts'

const HIDDEN_UNITS = 8

/**
 * Creates the files of a variant of two tiny untrained networks (4 filters per convolution, seeded weights) with a
 * presence head, for tests that need many frames but no accuracy. Both predict nearly the mean shape.
 */
export function createTinyVariant(): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  const random = createRandom(7)
  const next = () => random() - 0.5
  const write = (file: string, entries: readonly (readonly [string, readonly number[], () => number])[]) => {
    const arrays = entries.map(([, shape, value]) =>
      Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, value),
    )
    const data = Buffer.concat(arrays.map(({ buffer }) => Buffer.from(buffer)))
    files.set(file, data)
    return {
      file,
      bytes: data.length,
      sha256: createHash('sha256').update(data).digest('hex'),
      weights: entries.map(([name, shape]) => ({ name, shape: [...shape], dtype: 'float32' as const })),
    }
  }
  const stages = STAGES.map(({ input, margin }, i) => {
    const filters = Array.from({ length: 5 + i }, () => 4)
    const mean = MEAN_SHAPE.flatMap(([x, y]) => [x, y].map((v) => (v / margin + 0.5) * input))
    let output = 0
    const convs = filters.flatMap((out, layer) => [
      [`conv${layer + 1}/kernel`, [3, 3, layer ? 4 : 3, out], next] as const,
      [`conv${layer + 1}/bias`, [out], next] as const,
    ])
    const cells = (input >> filters.length) ** 2
    const weights = write(`stage${i + 1}.bin`, [
      ...convs,
      ['hidden/kernel', [cells * 4, HIDDEN_UNITS], next],
      ['hidden/bias', [HIDDEN_UNITS], next],
      ['output/kernel', [HIDDEN_UNITS, 136], next],
      ['output/bias', [136], () => mean[output++]!],
    ])
    const presence = write('presence.bin', [
      ['presence/kernel', [HIDDEN_UNITS, 1], next],
      ['presence/bias', [1], () => 3],
    ])
    return { ...weights, filters, hidden: HIDDEN_UNITS, ...(i === 1 && { presence }) }
  })
  const manifest: VariantManifest = { variant: 'tiny', stages }
  return files.set('model.json', Buffer.from(JSON.stringify(manifest)))
}
