import { TEXT } from '../ui/text.ts'

/** The page's views, each with its own address. Those with `picture` show the camera or the photo. */
export const VIEWS = [
  { id: 'single', title: TEXT.shell.titles.single, picture: true },
  { id: 'compare', title: TEXT.shell.titles.compare, picture: true },
  { id: 'xray', title: TEXT.shell.titles.xray, picture: true },
  { id: 'losses', title: TEXT.shell.titles.losses, picture: false },
  { id: 'evaluate', title: TEXT.shell.titles.evaluate, picture: false },
  { id: 'balancing', title: TEXT.shell.titles.balancing, picture: false },
  { id: 'tune', title: TEXT.shell.titles.tune, picture: false },
  { id: 'about', title: TEXT.shell.titles.about, picture: false },
] as const

export type ViewId = (typeof VIEWS)[number]['id']

/** A view's name for people. */
export function findViewTitle(view: ViewId): string {
  return VIEWS.find(({ id }) => id === view)?.title ?? ''
}

/** Whether a view shows the picture. */
export function showsPicture(view: ViewId): boolean {
  return VIEWS.some(({ id, picture }) => id === view && picture)
}

/** Whether the camera may stay on in a view: it is shown there, or recorded. */
export function usesCamera(view: ViewId): boolean {
  return view === 'tune' || showsPicture(view)
}
