import { TEXT } from '../ui/text.ts'

/** Views of the page. Those with `picture` show the camera or the photo. */
export const VIEWS = [
  { id: 'single', title: TEXT.shell.titles.single, picture: true },
  { id: 'video', title: TEXT.shell.titles.video, picture: false },
  { id: 'compare', title: TEXT.shell.titles.compare, picture: true },
  { id: 'xray', title: TEXT.shell.titles.xray, picture: true },
  { id: 'losses', title: TEXT.shell.titles.losses, picture: false },
  { id: 'evaluate', title: TEXT.shell.titles.evaluate, picture: false },
  { id: 'annotate', title: TEXT.shell.titles.annotate, picture: false },
  { id: 'balancing', title: TEXT.shell.titles.balancing, picture: false },
  { id: 'tune', title: TEXT.shell.titles.tune, picture: false },
  { id: 'about', title: TEXT.shell.titles.about, picture: false },
] as const

export type ViewId = (typeof VIEWS)[number]['id']

/** Title of a view. */
export function findViewTitle(view: ViewId): string {
  return VIEWS.find(({ id }) => id === view)?.title ?? ''
}

/** True if a view shows the picture. */
export function showsPicture(view: ViewId): boolean {
  return VIEWS.some(({ id, picture }) => id === view && picture)
}

/** True if the sample clip may play in a view. */
export function showsClip(view: ViewId): boolean {
  return view === 'single' || view === 'compare'
}

/** True if the camera may run in a view: to be shown, or recorded. */
export function usesCamera(view: ViewId): boolean {
  return view === 'tune' || showsPicture(view)
}
