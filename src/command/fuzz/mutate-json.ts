import type { SeededRandom } from './random.ts'
import { mutateText } from './mutate-text.ts'

type Container = Record<string, unknown>

/** Values where another is expected; made anew each time, for they may be changed further. */
const UNEXPECTED_VALUES: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => -1,
  () => 0,
  () => 0.5,
  () => 1e308,
  () => 2 ** 53,
  () => '',
  () => '1',
  () => 'x'.repeat(5000),
  () => [],
  () => [1, 2, 3],
  () => ({}),
  // Cannot be made a string of.
  () => ({ toString: null, valueOf: null }),
  () => ({ length: 1e9 }),
  () => JSON.parse('{"__proto__": {"polluted": true}}') as unknown,
]

/** All that holds something. */
function listContainers(value: unknown, found: Container[] = []): Container[] {
  if (typeof value !== 'object' || value === null) return found
  const holder = value as Container
  if (Object.keys(holder).length > 0) found.push(holder)
  for (const inner of Object.values(holder)) listContainers(inner, found)
  return found
}

function mutateValue(random: SeededRandom, root: unknown): void {
  const holders = listContainers(root)
  if (holders.length === 0) return
  const holder = random.pick(holders)
  const key = random.pick(Object.keys(holder))
  const kind = random.below(6)
  if (kind === 0) delete holder[key]
  else if (kind === 1) {
    const from = random.pick(holders)
    holder[key] = structuredClone(from[random.pick(Object.keys(from))])
  } else if (kind === 2 && Array.isArray(holder)) holder.push(structuredClone(holder[Number(key)]))
  else if (kind === 3) {
    holder[`${key} `] = holder[key]
    delete holder[key]
  } else if (kind === 4 && typeof holder[key] === 'number') {
    holder[key] = random.pick([holder[key] + 1, -holder[key], holder[key] * 2 ** 20, String(holder[key])])
  } else holder[key] = random.pick(UNEXPECTED_VALUES)()
}

/** JSON with a few values wrong, and now and then its text. */
export function mutateJson(random: SeededRandom, seed: unknown): string {
  const root = structuredClone(seed)
  for (let changes = 1 + random.size(2); changes > 0; changes--) mutateValue(random, root)
  const text = JSON.stringify(root, null, random.pick([0, 1]))
  return random.chance(0.3) ? mutateText(random, text, text) : text
}
