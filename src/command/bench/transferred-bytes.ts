import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { gzipSync } from 'node:zlib'

/** What static hosts compress; weights and other binary files they send as they are. */
const COMPRESSED_EXTENSIONS = ['.html', '.js', '.css', '.json', '.wasm']

const sizes = new Map<string, number>()

function getTransferredSize(file: string): number {
  const known = sizes.get(file)
  if (known !== undefined) return known
  const content = readFileSync(file)
  const { length } = COMPRESSED_EXTENSIONS.includes(extname(file)) ? gzipSync(content) : content
  sizes.set(file, length)
  return length
}

/** Bytes of response bodies as a static host sends them: text and WASM as gzip, each file once. */
export class TransferredBytes {
  readonly #files = new Set<string>()
  readonly #ignored: readonly string[]

  /** Files in the folders `ignored` are no part of any library. */
  constructor(ignored: readonly string[]) {
    this.#ignored = ignored
  }

  /** To be called with each file that the server sends. */
  add(file: string): void {
    if (!this.#ignored.some((folder) => file.startsWith(folder))) this.#files.add(file)
  }

  /** Forgets what has been sent. */
  clear(): void {
    this.#files.clear()
  }

  /** Since the last `clear`. */
  get bytes(): number {
    return [...this.#files].reduce((sum, file) => sum + getTransferredSize(file), 0)
  }
}
