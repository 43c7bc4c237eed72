import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'

/** Time of each file in an archive: the same build gives the same bytes. The earliest that the format knows. */
const FILE_TIME = new Date(1980, 0, 1, 12)

/** Packs the files of a folder into a zip archive, below a folder with this name. */
export async function archiveFolder(folder: string, name: string, path: string): Promise<void> {
  // Without workers, which would not end with the program.
  const options = { lastModDate: FILE_TIME, extendedTimestamp: false, useWebWorkers: false }
  const zip = new ZipWriter(new Uint8ArrayWriter(), options)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(folder, file)).isFile())
    .map((file) => file.replaceAll('\\', '/'))
    .sort()
  for (const file of files)
    await zip.add(`${name}/${file}`, new Uint8ArrayReader(readFileSync(join(folder, file))))
  writeFileSync(path, await zip.close())
}
