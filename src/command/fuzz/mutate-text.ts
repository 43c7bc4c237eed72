import { mutateBytes } from './mutate-bytes.ts'
import type { SeededRandom } from './random.ts'

/** Strings that parsers of numbers and markup often handle wrongly. */
const WORDS = [
  'NaN',
  'Infinity',
  '-0',
  '1e999',
  '-1e308',
  '1e-400',
  '0x1f',
  '1_000',
  '9'.repeat(400),
  '１２',
  '',
  ' ',
  '\0',
  '\ufeff',
  '\ud800',
  '\u2028',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '<',
  '>',
  '<!--',
  '-->',
  '<![CDATA[',
  '&#x110000;',
  '&#xd800;',
  '&constructor;',
  '&amp',
  '__proto__',
  'constructor',
  '\\',
  '\\u0000',
  '/',
  '../',
  '%',
  '%00',
  '%ff',
  '+',
  ',',
] as const

type Mutation = (random: SeededRandom, text: string, other: string) => string

const pickPosition = (random: SeededRandom, text: string) => random.below(text.length + 1)

function pickPart(random: SeededRandom, text: string, bits: number): string {
  const from = pickPosition(random, text)
  return text.slice(from, from + random.size(bits))
}

function insertAnywhere(random: SeededRandom, text: string, more: string): string {
  const at = pickPosition(random, text)
  return text.slice(0, at) + more + text.slice(at)
}

const MUTATIONS: readonly Mutation[] = [
  (random, text) => insertAnywhere(random, text, random.pick(WORDS)),
  // Replace a number.
  (random, text) => {
    const found = [...text.matchAll(/-?\d+(\.\d+)?/g)]
    if (found.length === 0) return text
    const { index, 0: number } = random.pick(found)
    return text.slice(0, index) + random.pick(WORDS) + text.slice(index + number.length)
  },
  (random, text) => {
    const from = pickPosition(random, text)
    return text.slice(0, from) + text.slice(from + random.size(8))
  },
  (random, text) => insertAnywhere(random, text, pickPart(random, text, 8)),
  (random, text, other) => insertAnywhere(random, text, pickPart(random, other, 10)),
  // Repeat something small very often.
  (random, text) => insertAnywhere(random, text, (pickPart(random, text, 4) || ' ').repeat(random.size(12))),
  (random, text) => insertAnywhere(random, text, random.pick(WORDS).repeat(random.size(10))),
  (random, text) => text.slice(0, pickPosition(random, text)),
  (random, text) => `\ufeff${text}`.repeat(1 + random.below(2)),
  // Another encoding, or invalid bytes.
  (_, text) => Buffer.from(text, 'utf8').toString('latin1'),
  (_, text) => Buffer.from(text, 'utf16le').toString('utf8'),
  (random, text) => mutateBytes(random, Buffer.from(text), Buffer.from(text)).toString('utf8'),
  (random, text) => text.replaceAll('\n', random.pick(['\r\n', '\r', '\n\n', ' ', ''])),
  (_, text) => text.toUpperCase(),
]

/** Applies a few random mutations to a text. */
export function mutateText(random: SeededRandom, seed: string, other: string): string {
  let text = seed
  for (let changes = 1 + random.size(3); changes > 0; changes--) {
    text = random.pick(MUTATIONS)(random, text, other)
  }
  return text
}
