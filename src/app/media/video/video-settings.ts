import { currentSearch } from '../../state/address-bar.ts'

/** Key of the address under which smoothing of a video's landmarks is switched on. */
export const SMOOTH_KEY = 'videosmooth'

/** Parses and formats that setting. */
export const parseSmooth = (text: string): boolean | undefined => (text === 'on' ? true : undefined)
export const formatSmooth = (isSmooth: boolean): string => (isSmooth ? 'on' : 'off')

/** Reads whether a video's landmarks are to be smoothed; by default they are not. */
export function readSmooth(): boolean {
  return parseSmooth(new URLSearchParams(currentSearch()).get(SMOOTH_KEY) ?? '') ?? false
}
