import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'

/** Addresses that the browser requests by itself when a page opens; those of links are requested only on a click. */
const LOADED = /<(?:script|img|link|iframe|video|audio|source)\b[^>]*?\b(?:src|href)="([^"]*)"/g
const LINKED = /<a\b[^>]*?\bhref="([^"]*)"/g
const ANCHORS = /\bid="([^"]*)"/g

const decode = (text: string) => decodeURIComponent(text.replaceAll('&amp;', '&'))
const collect = (html: string, pattern: RegExp) =>
  [...html.matchAll(pattern)].map(([, found = '']) => decode(found))

/**
 * Checks a built site: each link leads to a file of it, and to a heading that is there; each picture and script exists;
 * nothing is loaded from elsewhere. `base` is the path that the site is served below. Returns what is wrong.
 */
export function checkSite(folder: string, base = '/'): string[] {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.html'))
  const texts = new Map(pages.map((page) => [page, readFileSync(join(folder, page), 'utf8')]))
  const anchors = new Map([...texts].map(([page, html]) => [page, new Set(collect(html, ANCHORS))]))
  const problems: string[] = []

  /** File of the site at an address on a page; undefined if it is outside of the base. */
  const resolve = (page: string, path: string): string | undefined => {
    if (path === '') return page
    const full = path.startsWith('/') ? path : posix.join(base, posix.dirname(page), path)
    if (!`${full}/`.startsWith(base)) return undefined
    const file = full.slice(base.length)
    const isFolder =
      file === '' || (existsSync(join(folder, file)) && statSync(join(folder, file)).isDirectory())
    return isFolder ? posix.join(file, 'index.html') : file
  }

  const has = (file: string | undefined) => file !== undefined && existsSync(join(folder, file))

  for (const [page, html] of texts) {
    for (const address of collect(html, LOADED)) {
      if (address.startsWith('data:')) continue
      if (/^([a-z]+:)?\/\//.test(address)) problems.push(`${page} loads ${address} from elsewhere`)
      else if (!has(resolve(page, address))) problems.push(`${page} loads ${address}, which is missing`)
    }
    for (const address of collect(html, LINKED)) {
      if (/^[a-z]+:/.test(address)) continue
      const [path = '', anchor] = address.split('#')
      const file = resolve(page, path)
      if (file === undefined || !has(file)) problems.push(`${page} links to ${address}, which is missing`)
      else if (anchor && !anchors.get(file)?.has(anchor))
        problems.push(`${page} links to ${address}, a heading that is missing`)
    }
  }
  return problems
}
