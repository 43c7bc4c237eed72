import { ABOUT } from './text/about.ts'
import { ANNOTATE } from './text/annotate.ts'
import { BALANCING } from './text/balancing.ts'
import { CLASSROOM } from './text/classroom.ts'
import { COMPARE } from './text/compare.ts'
import { DATASET } from './text/dataset.ts'
import { EDITOR } from './text/editor.ts'
import { EVALUATE } from './text/evaluate.ts'
import { FINE_TUNE } from './text/fine-tune.ts'
import { INSIDE } from './text/inside.ts'
import { GLOSSARY } from './text/glossary.ts'
import { LIVE } from './text/live.ts'
import { LOSSES } from './text/losses.ts'
import { MEDIA } from './text/media.ts'
import { PRESETS } from './text/presets.ts'
import { SELF_TEST } from './text/self-test.ts'
import { SHELL } from './text/shell.ts'
import { STORAGE } from './text/storage.ts'
import { TOUR } from './text/tour.ts'
import { VIDEO } from './text/video.ts'
import { XRAY } from './text/xray.ts'

/** All text of the page in English, by view; functions insert figures and names. */
export const ENGLISH = {
  shell: SHELL,
  media: MEDIA,
  presets: PRESETS,
  classroom: CLASSROOM,
  dataset: DATASET,
  storage: STORAGE,
  editor: EDITOR,
  live: LIVE,
  video: VIDEO,
  compare: COMPARE,
  xray: XRAY,
  inside: INSIDE,
  losses: LOSSES,
  evaluate: EVALUATE,
  annotate: ANNOTATE,
  balancing: BALANCING,
  fineTune: FINE_TUNE,
  about: ABOUT,
  tour: TOUR,
  selfTest: SELF_TEST,
  glossary: GLOSSARY,
  /** Text of the files that come with the page, such as the models' cards, and of the library's errors. */
  fromData: (english: string) => english,
} as const

/** Replaces literal types by `string`. */
type Widen<T> = T extends string
  ? string
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : { readonly [K in keyof T]: Widen<T[K]> }

/** Type of the catalogue in any language. */
export type Catalogue = Widen<typeof ENGLISH>

/**
 * Text of the page in its language. Components and messages read it from here; it is set once, before any of them is
 * loaded, and another language loads the page anew.
 */
export let TEXT: Catalogue = ENGLISH

/** Sets the catalogue of the page. */
export function setCatalogue(catalogue: Catalogue): void {
  TEXT = catalogue
}
