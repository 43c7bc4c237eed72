import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { gzipSync } from 'node:zlib'

/** Extensions that static hosts compress; weights and other binary files are sent uncompressed. */
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

/** Counter of transferred bytes as with a static host: text and WASM as gzip, each file once. */
export class TransferredBytes {
  readonly #files = new Set<string>()
  readonly #ignored: readonly string[]

  /** Ignores files in the folders `ignored`, which belong to no library. */
  constructor(ignored: readonly string[]) {
    this.#ignored = ignored
  }

  /** Adds a file that the server sent. */
  add(file: string): void {
    if (!this.#ignored.some((folder) => file.startsWith(folder))) this.#files.add(file)
  }

  /** Resets the counter. */
  clear(): void {
    this.#files.clear()
  }

  /** Bytes since the last `clear`. */
  get bytes(): number {
    return [...this.#files].reduce((sum, file) => sum + getTransferredSize(file), 0)
  }
}
