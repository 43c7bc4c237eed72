import { createReadStream, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}

/** Options of the static server. */
interface ServerOptions {
  /** Returns the headers of the file at a path. */
  readonly headers?: (path: string) => Readonly<Record<string, string>>
  /** Called with each file that is sent. */
  readonly onFile?: (file: string) => void
}

/**
 * Starts a static server on a free local port. `mounts` maps path prefixes ending in '/' to folders; it is read at
 * each request, so that more can be added.
 */
export async function serve(
  mounts: Record<string, string>,
  { headers = () => ({}), onFile }: ServerOptions = {},
): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const prefixes = Object.keys(mounts).sort((p, q) => q.length - p.length)
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    const prefix = prefixes.find((p) => path.startsWith(p))
    const rest = prefix === undefined ? undefined : normalize(`/${path.slice(prefix.length)}`)
    const folder = prefix === undefined ? undefined : mounts[prefix]
    let file = folder === undefined || rest === undefined ? '' : join(folder, rest)
    try {
      if (statSync(file).isDirectory()) file = join(file, 'index.html')
      const { size } = statSync(file)
      const type = TYPES[extname(file)] ?? 'application/octet-stream'
      response.writeHead(200, { ...headers(path), 'content-type': type, 'content-length': size })
      onFile?.(file)
      createReadStream(file).pipe(response)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, server }
}
