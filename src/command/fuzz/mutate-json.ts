import type { SeededRandom } from './random.ts'
import { mutateText } from './mutate-text.ts'

type Container = Record<string, unknown>

/** Creators of values of unexpected types; new each time, because they may be mutated further. */
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
  // Cannot be converted to a string.
  () => ({ toString: null, valueOf: null }),
  () => ({ length: 1e9 }),
  () => JSON.parse('{"__proto__": {"polluted": true}}') as unknown,
]

/** Lists all non-empty objects and arrays in a value. */
function listContainers(value: unknown, found: Container[] = []): Container[] {
  if (typeof value !== 'object' || value === null) return found
  const container = value as Container
  if (Object.keys(container).length > 0) found.push(container)
  for (const inner of Object.values(container)) listContainers(inner, found)
  return found
}

function mutateValue(random: SeededRandom, root: unknown): void {
  const containers = listContainers(root)
  if (containers.length === 0) return
  const container = random.pick(containers)
  const key = random.pick(Object.keys(container))
  const kind = random.below(6)
  if (kind === 0) delete container[key]
  else if (kind === 1) {
    const from = random.pick(containers)
    container[key] = structuredClone(from[random.pick(Object.keys(from))])
  } else if (kind === 2 && Array.isArray(container)) container.push(structuredClone(container[Number(key)]))
  else if (kind === 3) {
    container[`${key} `] = container[key]
    delete container[key]
  } else if (kind === 4 && typeof container[key] === 'number') {
    container[key] = random.pick([
      container[key] + 1,
      -container[key],
      container[key] * 2 ** 20,
      String(container[key]),
    ])
  } else container[key] = random.pick(UNEXPECTED_VALUES)()
}

/** Mutates a few values of JSON, and sometimes its text. */
export function mutateJson(random: SeededRandom, seed: unknown): string {
  const root = structuredClone(seed)
  for (let changes = 1 + random.size(2); changes > 0; changes--) mutateValue(random, root)
  const text = JSON.stringify(root, null, random.pick([0, 1]))
  return random.chance(0.3) ? mutateText(random, text, text) : text
}
