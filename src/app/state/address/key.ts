/** Setting in the query of the address. */
export interface AddressKey<T> {
  /** Name in the query. */
  readonly name: string
  /** Value if the name is missing or its text is invalid. It is left out of the address. */
  readonly defaultValue: T
  /** Parses the text; undefined if it is invalid. */
  parse(text: string): T | undefined
  format(value: T): string
}

/** Number within a range. */
export interface NumberKey extends AddressKey<number> {
  readonly range: readonly [number, number]
}

/** Keys by the name that the code has for them. */
export type KeyGroup = Readonly<Record<string, AddressKey<unknown>>>

/** Values of a group of keys. */
export type ValuesOf<Group> = {
  readonly [Name in keyof Group]: Group[Name] extends AddressKey<infer T> ? T : never
}

/** Creates a key whose values are numbers within a range. */
export function numberKey(
  name: string,
  defaultValue: number,
  range: readonly [number, number],
  round: (value: number) => number = (value) => value,
): NumberKey {
  const [low, high] = range
  return {
    name,
    defaultValue,
    range,
    parse: (text) => {
      // Adding 0 turns -0 into 0, which formats without a sign.
      const value = text.trim() === '' ? NaN : Number(text) + 0
      return value >= low && value <= high ? round(value) : undefined
    },
    format: String,
  }
}

/** Creates a key whose values are integers within a range. */
export function integerKey(name: string, defaultValue: number, range: readonly [number, number]): NumberKey {
  const key = numberKey(name, defaultValue, range)
  return {
    ...key,
    parse: (text) => {
      const value = key.parse(text)
      return Number.isInteger(value) ? value : undefined
    },
  }
}

/** Creates a key whose values are some words or numbers. */
export function choiceKey<T extends string | number>(
  name: string,
  defaultValue: T,
  choices: readonly T[],
): AddressKey<T> {
  return {
    name,
    defaultValue,
    parse: (text) => choices.find((choice) => String(choice) === text),
    format: String,
  }
}

/** Creates a key that is on or off. */
export function switchKey(name: string, defaultValue: boolean): AddressKey<boolean> {
  return {
    name,
    defaultValue,
    parse: (text) => (text === 'on' || text === 'off' ? text === 'on' : undefined),
    format: (isOn) => (isOn ? 'on' : 'off'),
  }
}

/** Creates a key whose values are any text. */
export function textKey(name: string): AddressKey<string> {
  return { name, defaultValue: '', parse: (text) => text, format: (text) => text }
}

/** Creates a key whose values are lists of the words that `isKnown`. */
export function listKey(
  name: string,
  defaultValue: readonly string[],
  isKnown: (word: string) => boolean,
  separator = ',',
): AddressKey<readonly string[]> {
  return {
    name,
    defaultValue,
    parse: (text) => text.split(separator).filter(isKnown),
    format: (words) => words.join(separator),
  }
}
