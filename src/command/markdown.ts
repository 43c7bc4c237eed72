/**
 * Formats a Markdown table with padded columns, so that it can be read on a terminal too. All columns but the first
 * are right-aligned.
 */
export function formatMarkdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((word, i) => Math.max(4, word.length, ...rows.map((row) => row[i]!.length)))
  const line = (row: readonly string[]) =>
    `| ${row.map((word, i) => (i ? word.padStart(widths[i]!) : word.padEnd(widths[i]!))).join(' | ')} |`
  const rule = `| ${widths.map((width, i) => (i ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`
  return [line(head), rule, ...rows.map(line)].join('\n')
}
