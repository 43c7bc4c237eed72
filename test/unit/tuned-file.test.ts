import { describe, expect, it } from 'vitest'
import { parseTuned, TunedFileError, formatTuned, type TunedFileCode } from '../../src/tuning/tuned-file.ts'
import { listBases, fitsBase, isTunedVariant, type TunedDraft } from '../../src/tuning/tuned-variant.ts'

const BASES = [{ name: 'wing', sha256: 'abc', hidden: 3 }]

const DRAFT: TunedDraft = {
  base: 'wing',
  baseSha256: 'abc',
  weights: {
    kernel: Float32Array.from({ length: 3 * 136 }, (_, i) => Math.sin(i)),
    bias: Float32Array.from({ length: 136 }, (_, i) => i / 7),
  },
  recipe: { loss: 'wing', w: 10, epsilon: 2, steps: 300, rate: 0.001 },
  frames: { trained: 40, heldOut: 10, corrected: 3 },
  error: { before: 5.25, after: 1.5 },
  made: '2026-01-02T03:04:05.678Z',
}

const FILE = JSON.parse(formatTuned(DRAFT)) as Record<string, unknown>

/** Gets the error of the file with some fields changed. */
function refusal(change: Record<string, unknown>): [TunedFileCode | undefined, string] {
  return getRefusal(JSON.stringify({ ...FILE, ...change }))
}

function getRefusal(text: string): [TunedFileCode | undefined, string] {
  try {
    parseTuned(text, 'face.json', BASES)
  } catch (error) {
    if (error instanceof TunedFileError) return [error.code, error.message]
    throw error
  }
  return [undefined, '']
}

const base64 = (numbers: readonly number[]) =>
  Buffer.from(Float32Array.from(numbers).buffer).toString('base64')

describe('a tuned variant as a file', () => {
  it('comes back as it was, number for number', () => {
    expect(parseTuned(formatTuned(DRAFT), 'face.json', BASES)).toEqual(DRAFT)
  })

  it('has a date of one form, whatever the file says after it', () => {
    const text = JSON.stringify({ ...FILE, made: `2026-01-02 03:04:05Z (${'x'.repeat(1000)})` })
    expect(parseTuned(text, 'face.json', BASES).made).toBe('2026-01-02T03:04:05.000Z')
  })

  it('comes back without what does not belong in it', () => {
    const text = JSON.stringify({ ...FILE, name: 'tuned-9', more: [1] })
    expect(parseTuned(text, 'face.json', BASES)).toEqual(DRAFT)
  })

  it.each([
    ['', 'not-json', 'is not JSON'],
    ['{"format": "wingmark-tuned", "vers', 'not-json', 'cut short'],
    ['\u0000\u0001\u0002', 'not-json', 'is not JSON'],
    ['null', 'not-tuned', 'contains no tuned variant'],
    ['[]', 'not-tuned', 'contains no tuned variant'],
    ['{"format": "other"}', 'not-tuned', 'contains no tuned variant'],
  ] as const)('is refused as text %j: %s', (text, code, sentence) => {
    const [found, message] = getRefusal(text)
    expect(found).toBe(code)
    expect(message).toMatch(/^face\.json /)
    expect(message).toContain(sentence)
  })

  it.each([
    ['not-tuned', 'another version of this page (2)', { version: 2 }],
    ['not-tuned', 'another version of this page (unknown)', { version: { toString: null, valueOf: null } }],
    ['not-tuned', `another version of this page (${'9'.repeat(39)}…)`, { version: '9'.repeat(1e6) }],
    ['unknown-base', `was trained on "${'x'.repeat(39)}…", which`, { base: 'x'.repeat(1e6) }],
    ['unknown-base', 'was trained on "huge", which is not available. Available: wing.', { base: 'huge' }],
    ['damaged', 'has no base', { base: 7 }],
    ['other-base', 'another version of "wing"', { baseSha256: 'abd' }],
    ['other-base', 'another version of "wing"', { baseSha256: undefined }],
    ['damaged', 'has no kernel', { kernel: 7 }],
    ['damaged', 'kernel is not base64', { kernel: '***' }],
    ['shape', 'kernel has 3 numbers instead of 408', { kernel: base64([1, 2, 3]) }],
    ['shape', 'bias has 135 numbers instead of 136', { bias: base64(Array.from({ length: 135 }, () => 0)) }],
    ['numbers', 'not finite', { bias: base64([NaN, ...Array.from({ length: 135 }, () => 0)]) }],
    ['numbers', 'not finite', { bias: base64([...Array.from({ length: 135 }, () => 0), -Infinity]) }],
    ['damaged', 'has no recipe', { recipe: null }],
    ['damaged', 'it names an unknown loss', { recipe: { ...DRAFT.recipe, loss: 'l3' } }],
    ['damaged', 'epsilon is not a number from 0.02 to 10', { recipe: { ...DRAFT.recipe, epsilon: 0 } }],
    ['damaged', 'rate is not a number', { recipe: { ...DRAFT.recipe, rate: '0.001' } }],
    ['damaged', 'steps is not a whole number', { recipe: { ...DRAFT.recipe, steps: 20.5 } }],
    ['damaged', 'heldOut is not a whole number', { frames: { ...DRAFT.frames, heldOut: 0.5 } }],
    ['damaged', 'trained is not a number', { frames: { ...DRAFT.frames, trained: -1 } }],
    ['damaged', 'has no error', { error: [] }],
    ['damaged', 'after is not a number', { error: { before: 1 } }],
    ['damaged', 'its date is invalid', { made: 'yesterday' }],
  ] as const)('is refused: %s, %s', (code, sentence, change) => {
    const [found, message] = refusal(change)
    expect(found).toBe(code)
    expect(message).toContain(sentence)
  })

  it('runs only on the weights that it was made of', () => {
    const network = { file: '', bytes: 0, weights: [], filters: [], hidden: 3 }
    const bases = listBases([
      {
        variant: 'wing',
        stages: [
          { ...network, sha256: 'first' },
          { ...network, sha256: 'abc' },
        ],
      },
      { variant: 'half', stages: [{ ...network, sha256: 'abc' }] },
    ])
    expect(bases).toEqual(BASES)
    expect(fitsBase(DRAFT, bases)).toBe(true)
    expect(fitsBase({ ...DRAFT, baseSha256: 'abd' }, bases)).toBe(false)
    expect(fitsBase({ ...DRAFT, base: 'half' }, bases)).toBe(false)
    const weights = { ...DRAFT.weights, kernel: DRAFT.weights.kernel.subarray(136) }
    expect(fitsBase({ ...DRAFT, weights }, bases)).toBe(false)
  })

  it('is told from other things in the browser’s store', () => {
    const kept = { ...DRAFT, name: 'tuned-1' }
    expect(isTunedVariant(kept)).toBe(true)
    const without = (key: string) => Object.fromEntries(Object.entries(kept).filter(([own]) => own !== key))
    for (const key of ['name', 'base', 'baseSha256', 'weights', 'recipe', 'error', 'made']) {
      expect(isTunedVariant(without(key))).toBe(false)
    }
    for (const other of [undefined, null, 7, {}, { ...kept, weights: { kernel: [], bias: [] } }]) {
      expect(isTunedVariant(other)).toBe(false)
    }
  })
})
