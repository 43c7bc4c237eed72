import type { AddressKey, KeyGroup, ValuesOf } from './key.ts'

/** Values of some keys of some groups. */
export type ChangeOf<Table> = {
  readonly [Name in keyof Table]?: Partial<ValuesOf<Table[Name]>>
}

function decodeKey<T>(key: AddressKey<T>, query: URLSearchParams): T {
  const text = query.get(key.name)
  return (text === null ? undefined : key.parse(text)) ?? key.defaultValue
}

/** Decodes the values of a group of keys; missing and invalid ones have their defaults. */
export function decodeGroup<Group extends KeyGroup>(group: Group, search: string): ValuesOf<Group> {
  const query = new URLSearchParams(search)
  const entries = Object.entries(group).map(([name, key]) => [name, decodeKey(key, query)])
  return Object.fromEntries(entries) as ValuesOf<Group>
}

/** Formats the values of some keys by their names in the query; those that are defaults as undefined. */
export function formatValues<Table extends Readonly<Record<string, KeyGroup>>>(
  table: Table,
  change: ChangeOf<Table>,
): ReadonlyMap<string, string | undefined> {
  const texts = new Map<string, string | undefined>()
  const groups = Object.entries(change as Readonly<Record<string, Readonly<Record<string, unknown>>>>)
  for (const [group, values] of groups) {
    for (const [name, value] of Object.entries(values)) {
      const key = table[group]![name]!
      const text = key.format(value)
      texts.set(key.name, text === key.format(key.defaultValue) ? undefined : text)
    }
  }
  return texts
}

/** Formats a query, with commas unescaped. */
export function formatSearch(query: URLSearchParams): string {
  const text = query.toString().replaceAll('%2C', ',')
  return text ? `?${text}` : ''
}
