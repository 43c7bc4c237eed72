import { knownName } from '../landmarker/names.ts'
import { numberOf } from './tuned-name.ts'

/** One colour a variant, from the Okabe-Ito palette, which colour-blind people tell apart. */
const COLOURS: Readonly<Record<string, string>> = {
  wing: '#56b4e9',
  l2: '#d55e00',
  l1: '#009e73',
  'smooth-l1': '#cc79a7',
  lite: '#e69f00',
  'rectified-wing': '#0072b2',
}

/** Of the tuned variants in turn: none of the above, and as easy to tell apart. */
const TUNED = ['#f0e442', '#882255', '#bbbbbb'] as const

/** The colour of a variant, the same in every view and plot. */
export function colourOf(variant: string): string {
  const number = numberOf(variant)
  return COLOURS[variant] ?? (number ? TUNED[(number - 1) % TUNED.length] : '#999999')
}

/** A variant's name for people. */
export function nameOf(variant: string): string {
  const number = numberOf(variant)
  return knownName(variant) ?? (number ? `Tuned ${number}` : variant)
}
