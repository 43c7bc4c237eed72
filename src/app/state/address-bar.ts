/**
 * Rate limit of address changes. Safari throws at more than 100 in 10 s, Chrome drops those beyond 200, and a
 * slider causes 60 a second. The first MAX_IMMEDIATE_CHANGES are written at once, later ones every
 * MIN_SPACING_MS.
 */
const RATE_WINDOW_MS = 10_000
const MAX_IMMEDIATE_CHANGES = 50
const MIN_SPACING_MS = 250

/** Times of recent changes. */
let changes: number[] = []
let pendingSearch: string | undefined
let timer: ReturnType<typeof setTimeout> | undefined

const toAddress = (search: string) => location.pathname + search + location.hash

/** Writes a pending change now. */
export function flushSearch(): void {
  const search = pendingSearch
  dropPendingSearch()
  if (search === undefined) return
  history.replaceState(history.state, '', toAddress(search))
  changes.push(performance.now())
}

/** Forgets a pending change: the history entry to which it belongs has been left. */
export function dropPendingSearch(): void {
  clearTimeout(timer)
  timer = undefined
  pendingSearch = undefined
}

/** Replaces the query in the current history entry, as soon as the browser allows. */
export function replaceSearch(search: string): void {
  pendingSearch = search
  const now = performance.now()
  changes = changes.filter((at) => now - at < RATE_WINDOW_MS)
  if (changes.length < MAX_IMMEDIATE_CHANGES) flushSearch()
  else timer ??= setTimeout(flushSearch, MIN_SPACING_MS)
}

/** Pushes the query as a new history entry. */
export function pushSearch(search: string): void {
  flushSearch()
  history.pushState(null, '', toAddress(search))
}
