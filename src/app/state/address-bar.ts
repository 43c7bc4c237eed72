/**
 * Safari throws at more than 100 changes of the address in 10 s, and Chrome drops those beyond 200: a slider
 * on its way asks for 60 a second. So many are made at once, and then one each SPACING.
 */
const RATE_WINDOW_MS = 10_000
const MAX_IMMEDIATE_CHANGES = 50
const MIN_SPACING_MS = 250

/** When the address was changed lately. */
let changes: number[] = []
let pendingSearch: string | undefined
let timer: ReturnType<typeof setTimeout> | undefined

/** Those who are told when `currentSearch` changes. */
const watchers = new Set<() => void>()
const notifyWatchers = () => {
  for (const watcher of watchers) watcher()
}

// What waited was for the entry of the browser's history that was just left. Before all others hear of it.
if (typeof window !== 'undefined') {
  window.addEventListener('popstate', () => {
    clearTimeout(timer)
    timer = undefined
    pendingSearch = undefined
    notifyWatchers()
  })
}

const toAddress = (search: string) => location.pathname + search + location.hash

/** The part of the address from the question mark on, as it is or will be in a moment. */
export function currentSearch(): string {
  return pendingSearch ?? location.search
}

/** Has `watcher` told whenever `currentSearch` changes, until the function returned is called. */
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

/** Changes it, in the same entry of the browser's history. */
export function replaceSearch(search: string): void {
  pendingSearch = search
  const now = performance.now()
  changes = changes.filter((at) => now - at < RATE_WINDOW_MS)
  if (changes.length < MAX_IMMEDIATE_CHANGES) write()
  else timer ??= setTimeout(write, MIN_SPACING_MS)
  notifyWatchers()
}

/** Changes it, in a new entry. */
export function pushSearch(search: string): void {
  write()
  history.pushState(null, '', toAddress(search))
  notifyWatchers()
}

/** A query as the page writes it. */
export function formatSearch(query: URLSearchParams): string {
  const text = query.toString().replaceAll('%2C', ',')
  return text ? `?${text}` : ''
}

/** Sets or, as usual, leaves out a part of the page's address. */
export function writeQuery(key: string, value: string, defaultValue: string): void {
  const query = new URLSearchParams(currentSearch())
  if (value === defaultValue) query.delete(key)
  else query.set(key, value)
  replaceSearch(formatSearch(query))
}
