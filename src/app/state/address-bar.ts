/**
 * Safari throws at more than 100 changes of the address in 10 s, and Chrome drops those beyond 200: a slider
 * on its way asks for 60 a second. So many are made at once, and then one each SPACING.
 */
const SPAN = 10_000
const AT_ONCE = 50
const SPACING = 250

/** When the address was changed lately. */
let changes: number[] = []
let waiting: string | undefined
let timer: ReturnType<typeof setTimeout> | undefined

/** Those who are told when `currentSearch` changes. */
const watchers = new Set<() => void>()
const tell = () => {
  for (const watcher of watchers) watcher()
}

// What waited was for the entry of the browser's history that was just left. Before all others hear of it.
if (typeof window !== 'undefined') {
  window.addEventListener('popstate', () => {
    clearTimeout(timer)
    timer = undefined
    waiting = undefined
    tell()
  })
}

const addressOf = (search: string) => location.pathname + search + location.hash

/** The part of the address from the question mark on, as it is or will be in a moment. */
export function currentSearch(): string {
  return waiting ?? location.search
}

/** Has `watcher` told whenever `currentSearch` changes, until the function returned is called. */
export function watchSearch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

function write(): void {
  clearTimeout(timer)
  timer = undefined
  if (waiting === undefined) return
  history.replaceState(history.state, '', addressOf(waiting))
  waiting = undefined
  changes.push(performance.now())
}

/** Changes it, in the same entry of the browser's history. */
export function replaceSearch(search: string): void {
  waiting = search
  const now = performance.now()
  changes = changes.filter((at) => now - at < SPAN)
  if (changes.length < AT_ONCE) write()
  else timer ??= setTimeout(write, SPACING)
  tell()
}

/** Changes it, in a new entry. */
export function pushSearch(search: string): void {
  write()
  history.pushState(null, '', addressOf(search))
  tell()
}

/** A query as the page writes it. */
export function searchText(query: URLSearchParams): string {
  const text = query.toString().replaceAll('%2C', ',')
  return text ? `?${text}` : ''
}

/** Sets or, as usual, leaves out a part of the page's address. */
export function writeQuery(key: string, value: string, usual: string): void {
  const query = new URLSearchParams(currentSearch())
  if (value === usual) query.delete(key)
  else query.set(key, value)
  replaceSearch(searchText(query))
}
