import { readFileSync, writeFileSync } from 'node:fs'

const [BEGIN, END] = ['<!-- bench -->', '<!-- /bench -->']

/**
 * Replaces the text between the bench's markers in a file.
 * @throws Error if the markers are missing.
 */
export function writeBetweenMarkers(file: string, text: string): void {
  const before = readFileSync(file, 'utf8')
  const [begin, end] = [before.indexOf(BEGIN), before.indexOf(END)]
  if (begin < 0 || end < begin)
    throw new Error(`${file} has no markers for the tables: add ${BEGIN} and ${END}.`)
  writeFileSync(file, `${before.slice(0, begin + BEGIN.length)}\n\n${text}\n\n${before.slice(end)}`)
}
