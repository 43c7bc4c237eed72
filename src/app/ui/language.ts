/** Languages of the page, by tag, with their own names. All others are translated from English. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof LANGUAGES

/** Name of the language in the address. */
export const LANGUAGE_KEY = 'lang'

/** Finds the language of a tag such as `de-AT`. */
export function findLanguage(tag: string): Language | undefined {
  const [language] = tag.toLowerCase().split('-')
  return (Object.keys(LANGUAGES) as Language[]).find((known) => known === language)
}

/**
 * Decides the language of the page: that of the address, else the one that was chosen in this browser, else the first
 * that its user prefers and the page has.
 */
export function decideLanguage(
  search: string,
  kept: string | undefined,
  preferred: readonly string[],
): Language {
  const named = new URLSearchParams(search).get(LANGUAGE_KEY)
  const tags = [named ?? '', kept ?? '', ...preferred]
  return tags.map(findLanguage).find((language) => language !== undefined) ?? 'en'
}

let current: Language = 'en'

/** Language in which the page is shown. */
export const getLanguage = (): Language => current

/** Sets the language of numbers and dates; called once, with the catalogue. */
export function setLanguage(language: Language): void {
  current = language
}
