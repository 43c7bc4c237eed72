/** The page's views, each with its own address. Those with `picture` show the camera or the photo. */
export const VIEWS = [
  { id: 'single', title: 'Live', picture: true },
  { id: 'compare', title: 'Compare', picture: true },
  { id: 'xray', title: 'X-ray', picture: true },
  { id: 'losses', title: 'Losses', picture: false },
  { id: 'evaluate', title: 'Evaluate', picture: false },
  { id: 'balancing', title: 'Balancing', picture: false },
  { id: 'tune', title: 'Fine-tune', picture: false },
  { id: 'about', title: 'About', picture: false },
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
