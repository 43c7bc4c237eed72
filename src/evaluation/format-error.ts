/**
 * Why a file of somebody's is not taken, in a sentence for people, or in half of one that goes on after
 * the file's name. Whatever else is thrown over a file is a bug.
 */
export class FormatError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'FormatError'
  }
}

/** A name that a file says, for a sentence: no longer than a line. */
export function truncateName(name: string): string {
  return name.length > 80 ? `${name.slice(0, 79)}…` : name
}
