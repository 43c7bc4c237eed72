import type { Normaliser } from '../../../evaluation/face-metrics.ts'
import type { StartBox } from './found-landmarks.ts'

/** For people, within a sentence. */
export const NORMALISER_NAMES: Readonly<Record<Normaliser, string>> = {
  ocular: 'inter-ocular',
  pupil: 'inter-pupil',
}

/** What the cascade begins from, within a sentence. */
export const START_BOX_NAMES: Readonly<Record<StartBox, string>> = {
  annotated: 'the annotated box',
  detected: 'detected box',
}

/** A number as tables have it; a dash for none. */
export function formatFigure(value: number, digits = 2): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '–'
}

/** One face, two faces. */
export function formatFaceCount(count: number): string {
  return count === 1 ? 'one face' : `${count.toLocaleString('en')} faces`
}

/** A span of time as people say it, from milliseconds. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
