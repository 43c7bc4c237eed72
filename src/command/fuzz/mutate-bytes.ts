import type { SeededRandom } from './random.ts'

/** Numbers at which lengths and offsets overflow or mean "none". */
const EDGE_NUMBERS = [
  0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
]

function writeNumber(random: SeededRandom, bytes: Buffer): void {
  const length = random.pick([1, 2, 4])
  if (bytes.length < length) return
  const at = random.below(bytes.length - length + 1)
  const value = random.pick(EDGE_NUMBERS) % 2 ** (8 * length)
  if (random.chance(0.5)) bytes.writeUIntLE(value, at, length)
  else bytes.writeUIntBE(value, at, length)
}

type Mutation = (random: SeededRandom, bytes: Buffer, other: Buffer) => Buffer

const pickPart = (random: SeededRandom, of: Buffer, bits: number) => {
  const from = random.below(of.length + 1)
  return of.subarray(from, from + random.size(bits))
}

function insertAnywhere(random: SeededRandom, bytes: Buffer, more: Buffer): Buffer {
  const at = random.below(bytes.length + 1)
  return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)])
}

const MUTATIONS: readonly Mutation[] = [
  // Flip a bit.
  (random, bytes) => {
    if (bytes.length) bytes[random.below(bytes.length)]! ^= 1 << random.below(8)
    return bytes
  },
  // Write an extreme length or offset.
  (random, bytes) => {
    writeNumber(random, bytes)
    return bytes
  },
  // Delete, duplicate, take from another file, or insert bytes.
  (random, bytes) => {
    const from = random.below(bytes.length + 1)
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + random.size(9))])
  },
  (random, bytes) => insertAnywhere(random, bytes, pickPart(random, bytes, 9)),
  (random, bytes, other) => insertAnywhere(random, bytes, pickPart(random, other, 12)),
  (random, bytes) => insertAnywhere(random, bytes, Buffer.alloc(random.size(8), random.below(256))),
  // Truncate.
  (random, bytes) => bytes.subarray(0, random.below(bytes.length + 1)),
  // Join the start of one file and the end of another.
  (random, bytes, other) =>
    Buffer.concat([
      bytes.subarray(0, random.below(bytes.length + 1)),
      other.subarray(random.below(other.length + 1)),
    ]),
  // Fill a range with one byte.
  (random, bytes) => {
    const from = random.below(bytes.length + 1)
    bytes.subarray(from, from + random.size(10)).fill(random.pick([0, 0xff, 0x20, random.below(256)]))
    return bytes
  },
]

/** Applies a few random mutations to a file. */
export function mutateBytes(random: SeededRandom, seed: Buffer, other: Buffer): Buffer {
  let bytes = Buffer.from(seed)
  for (let changes = 1 + random.size(3); changes > 0; changes--) {
    bytes = Buffer.from(random.pick(MUTATIONS)(random, bytes, other))
  }
  return bytes
}
