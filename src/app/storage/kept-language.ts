/** Name under which the browser keeps the language that was chosen. */
const NAME = 'wingmark-language'

/** Reads the language that was chosen in this browser. */
export function readKeptLanguage(): string | undefined {
  try {
    return localStorage.getItem(NAME) ?? undefined
  } catch {
    // Storage is switched off.
    return undefined
  }
}

/** Keeps the chosen language for the next visit, if the browser allows it; it stands in the address too. */
export function keepLanguage(language: string): void {
  try {
    localStorage.setItem(NAME, language)
  } catch {
    // Storage is switched off or full.
  }
}

/** Forgets the chosen language. */
export function forgetLanguage(): void {
  try {
    globalThis.localStorage?.removeItem(NAME)
  } catch {
    // Storage is switched off: nothing was kept.
  }
}
