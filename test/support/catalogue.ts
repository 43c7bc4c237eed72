/** Text of a catalogue, or the function that makes one. */
export type CatalogueText = string | ((...values: never[]) => string)

/** Lists the texts of a catalogue, or of a part of one, by their keys: `shell.titles.single`. */
export function listTexts(catalogue: object, path = ''): [key: string, text: CatalogueText][] {
  return Object.entries(catalogue as Readonly<Record<string, CatalogueText | object>>).flatMap(
    ([name, value]): [string, CatalogueText][] =>
      typeof value === 'object'
        ? listTexts(value, `${path}${name}.`)
        : [[path + name, value as CatalogueText]],
  )
}
