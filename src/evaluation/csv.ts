import { FormatError } from './format-error.ts'

/**
 * Parses comma-separated values (RFC 4180) to rows of fields, without spaces around unquoted ones. Empty lines are left
 * out.
 * @throws FormatError if a quoted field is not closed.
 */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  // A field with its separator: quoted, with doubled quotes inside, or plain.
  const field = /[ \t]*(?:"((?:[^"]|"")*)"[ \t]*|([^",\r\n]*))(,|\r\n|\r|\n|$)/y
  const body = text.replace(/^\ufeff/, '')
  while (field.lastIndex < body.length || row.length > 0) {
    const from = field.lastIndex
    const found = field.exec(body)
    if (!found) throw new FormatError(`the quotes of a field in row ${rows.length + 1} do not match`)
    const [, quoted, plain = '', separator] = found
    row.push(quoted === undefined ? plain.trimEnd() : quoted.replaceAll('""', '"'))
    if (separator === ',') continue
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
    if (field.lastIndex === from) break
  }
  return rows
}
