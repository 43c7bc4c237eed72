/**
 * Error about a user's file that cannot be read. The message is for users: a sentence, or a clause that follows
 * the file's name. Any other error thrown for a file is a bug.
 */
export class FormatError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'FormatError'
  }
}

/** Truncates a name taken from a file to 80 characters, for use in a message. */
export function truncateName(name: string): string {
  return name.length > 80 ? `${name.slice(0, 79)}…` : name
}
