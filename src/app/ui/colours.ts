import { findDisplayName } from '../../landmarker/models/display-names.ts'
import { parseTunedNumber } from '../storage/tuned-name.ts'
import { TEXT } from './text.ts'

/** One hue in two shades, each with a contrast of at least 3:1 on its background. */
export interface Shades {
  /** For light backgrounds. */
  readonly light: string
  /** For dark backgrounds, and for pictures, where a dark rim surrounds it. */
  readonly dark: string
}

/**
 * Colours of the variants, from the Okabe-Ito palette for colour-blind people. Its bright shades vanish on
 * white: the light ones were optimised to be as far apart as possible, as colour-blind people see them too.
 */
const SHADES = {
  wing: { light: '#2591da', dark: '#56b4e9' },
  l2: { light: '#9c3301', dark: '#d55e00' },
  l1: { light: '#0a6551', dark: '#009e73' },
  'smooth-l1': { light: '#b34996', dark: '#cc79a7' },
  precise: { light: '#011c0a', dark: '#b2f8c4' },
  lite: { light: '#af863e', dark: '#e69f00' },
  'rectified-wing': { light: '#0e3c64', dark: '#0072b2' },
  // Tuned variants use these in turn.
  'tuned-1': { light: '#7d750f', dark: '#f0e442' },
  'tuned-2': { light: '#5c203d', dark: '#9b4f79' },
  'tuned-3': { light: '#8b8b8b', dark: '#bbbbbb' },
  // Series of Balancing: before and after.
  before: { light: '#767676', dark: '#999999' },
  after: { light: '#005f99', dark: '#56b4e9' },
} as const satisfies Readonly<Record<string, Shades>>

type ShadeKey = keyof typeof SHADES

const hasShades = (key: string): key is ShadeKey => Object.hasOwn(SHADES, key)

const TUNED_COLOURS = Object.keys(SHADES).filter((name) => parseTunedNumber(name)).length

/** Colours of other methods in Evaluate: those of what is never shown beside them. */
const METHOD_KEYS: Readonly<Record<string, string>> = {
  'method-1': 'rectified-wing',
  'method-2': 'tuned-2',
  'method-3': 'tuned-3',
}

/** Colour of variants without one of their own. */
const FALLBACK_KEY: ShadeKey = 'before'

/** Key of a variant's shades. */
function toShadeKey(variant: string): ShadeKey {
  const number = parseTunedNumber(variant)
  const key = number ? `tuned-${((number - 1) % TUNED_COLOURS) + 1}` : (METHOD_KEYS[variant] ?? variant)
  return hasShades(key) ? key : FALLBACK_KEY
}

/** Finds both shades of a variant or a series. */
export function findShades(variant: string): Shades {
  return SHADES[toShadeKey(variant)]
}

/** Colour of a variant on pictures. */
export function getBrightColour(variant: string): string {
  return findShades(variant).dark
}

const PROPERTY = '--colour-'

/** Colour of a variant in plots and dots, as CSS that follows the colour scheme. */
export function getColour(variant: string): string {
  return `var(${PROPERTY}${toShadeKey(variant)})`
}

/** Defines the CSS properties that `getColour` refers to. */
export function defineColours({ style }: HTMLElement): void {
  for (const [name, { light, dark }] of Object.entries(SHADES)) {
    style.setProperty(PROPERTY + name, `light-dark(${light}, ${dark})`)
  }
}

/** Replaces the CSS properties in markup by the light shades, for files outside of the page. */
export function inlineColours(markup: string): string {
  return markup.replaceAll(
    new RegExp(`var\\(${PROPERTY}([\\w-]+)\\)`, 'g'),
    (_, name: ShadeKey) => SHADES[name].light,
  )
}

/** Display name of a variant. */
export function formatVariantName(variant: string): string {
  const number = parseTunedNumber(variant)
  return findDisplayName(variant) ?? (number ? TEXT.shell.tunedVariant(number) : variant)
}
