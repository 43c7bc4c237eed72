import { FormatError } from './format-error.ts'

/**
 * Parses JSON.
 * @throws FormatError if the text is none.
 */
export function parseJsonText(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    throw new FormatError('it is not valid JSON', { cause: error })
  }
}

/** Tells whether a value of JSON is an object with keys. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
