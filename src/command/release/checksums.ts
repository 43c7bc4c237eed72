import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** File with the checksums, as `sha256sum --check` reads them. */
const CHECKSUMS = 'SHA256SUMS'

/** Writes the SHA-256 checksums of a folder's files beside them. */
export function writeChecksums(folder: string): void {
  const lines = readdirSync(folder)
    .filter((file) => file !== CHECKSUMS)
    .sort()
    .map((file) => {
      const hash = createHash('sha256').update(readFileSync(join(folder, file)))
      return `${hash.digest('hex')}  ${file}\n`
    })
  writeFileSync(join(folder, CHECKSUMS), lines.join(''))
}
