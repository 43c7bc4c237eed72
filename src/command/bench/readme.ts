import { readFileSync, writeFileSync } from 'node:fs'

const [BEGIN, END] = ['<!-- bench -->', '<!-- /bench -->']

/**
 * Replaces what stands between the bench's markers in a file.
 * @throws Error if they are not there.
 */
export function writeBetweenMarkers(file: string, text: string): void {
  const before = readFileSync(file, 'utf8')
  const [begin, end] = [before.indexOf(BEGIN), before.indexOf(END)]
  if (begin < 0 || end < begin)
    throw new Error(`${file} has no place for the table: put ${BEGIN} and ${END} into it.`)
  writeFileSync(file, `${before.slice(0, begin + BEGIN.length)}\n\n${text}\n\n${before.slice(end)}`)
}
