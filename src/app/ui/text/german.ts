import type { Catalogue } from '../text.ts'
import { ABOUT } from './de/about.ts'
import { ANNOTATE } from './de/annotate.ts'
import { BALANCING } from './de/balancing.ts'
import { COMPARE } from './de/compare.ts'
import { DATASET } from './de/dataset.ts'
import { EDITOR } from './de/editor.ts'
import { EVALUATE } from './de/evaluate.ts'
import { FINE_TUNE } from './de/fine-tune.ts'
import { translateData } from './de/from-data.ts'
import { GLOSSARY } from './de/glossary.ts'
import { LIVE } from './de/live.ts'
import { LOSSES } from './de/losses.ts'
import { MEDIA } from './de/media.ts'
import { PRESETS } from './de/presets.ts'
import { SELF_TEST } from './de/self-test.ts'
import { SHELL } from './de/shell.ts'
import { STORAGE } from './de/storage.ts'
import { TOUR } from './de/tour.ts'
import { VIDEO } from './de/video.ts'
import { XRAY } from './de/xray.ts'

/** All text of the page in German. Its type is the English catalogue's: a missing text is a type error. */
export const GERMAN: Catalogue = {
  shell: SHELL,
  media: MEDIA,
  presets: PRESETS,
  dataset: DATASET,
  storage: STORAGE,
  editor: EDITOR,
  live: LIVE,
  video: VIDEO,
  compare: COMPARE,
  xray: XRAY,
  losses: LOSSES,
  evaluate: EVALUATE,
  annotate: ANNOTATE,
  balancing: BALANCING,
  fineTune: FINE_TUNE,
  about: ABOUT,
  tour: TOUR,
  selfTest: SELF_TEST,
  glossary: GLOSSARY,
  fromData: translateData,
}
