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

/** Listeners to changes of `currentSearch`. */
const watchers = new Set<() => void>()
const notifyWatchers = () => {
  for (const watcher of watchers) watcher()
}

// A pending change belongs to the history entry just left. Registered first, before all other listeners.
if (typeof window !== 'undefined') {
  window.addEventListener('popstate', () => {
    clearTimeout(timer)
    timer = undefined
    pendingSearch = undefined
    notifyWatchers()
  })
  // A released slider is written at once: a reload loads what the address was when it began.
  for (const released of ['pointerup', 'keyup']) window.addEventListener(released, write)
}

const toAddress = (search: string) => location.pathname + search + location.hash

/** Query part of the address, including a change that is still to be written. */
export function currentSearch(): string {
  return pendingSearch ?? location.search
}

/** Calls `watcher` whenever `currentSearch` changes, until the returned function is called. */
export function watchSearch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

function write(): void {
  clearTimeout(timer)
  timer = undefined
  if (pendingSearch === undefined) return
  history.replaceState(history.state, '', toAddress(pendingSearch))
  pendingSearch = undefined
  changes.push(performance.now())
}

/** Replaces the query in the current history entry. */
export function replaceSearch(search: string): void {
  pendingSearch = search
  const now = performance.now()
  changes = changes.filter((at) => now - at < RATE_WINDOW_MS)
  if (changes.length < MAX_IMMEDIATE_CHANGES) write()
  else timer ??= setTimeout(write, MIN_SPACING_MS)
  notifyWatchers()
}

/** Pushes the query as a new history entry. */
export function pushSearch(search: string): void {
  write()
  history.pushState(null, '', toAddress(search))
  notifyWatchers()
}

/** Formats a query, with commas unescaped. */
export function formatSearch(query: URLSearchParams): string {
  const text = query.toString().replaceAll('%2C', ',')
  return text ? `?${text}` : ''
}

/** Sets a key of the query, or removes it for the default value. */
export function writeQuery(key: string, value: string, defaultValue: string): void {
  const query = new URLSearchParams(currentSearch())
  if (value === defaultValue) query.delete(key)
  else query.set(key, value)
  replaceSearch(formatSearch(query))
}
