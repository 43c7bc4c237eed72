import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PHOTO_EXTENSIONS } from '../../evaluation/face-sets.ts'

/** Folders of 300W's common test set. */
export const COMMON_TEST_SETS = ['lfpw/testset', 'helen/testset'] as const

/** Photo and its annotation. */
export interface PhotoEntry {
  /** Path in the data folder, without extension. */
  readonly key: string
  /** Path of the photo in the data folder. */
  readonly photo: string
  /** Full path of the .pts file. */
  readonly pts: string
}

/**
 * Lists the annotated photos of sets, folders of `data` in 300W's layout, at most `limit` of each.
 * @throws Error if a folder, its .pts files or a photo are missing.
 */
export function listPhotoEntries(data: string, sets: readonly string[], limit = Infinity): PhotoEntry[] {
  return sets.flatMap((set) => {
    const folder = join(data, set)
    if (!existsSync(folder)) throw new Error(`There is no folder ${set} in ${data}.`)
    const names = readdirSync(folder)
      .filter((name) => name.endsWith('.pts'))
      .sort()
    if (names.length === 0) throw new Error(`The folder ${set} contains no .pts files.`)
    return names.slice(0, limit).map((name) => {
      const stem = name.slice(0, -4)
      const extension = PHOTO_EXTENSIONS.find((e) => existsSync(join(folder, stem + e)))
      if (!extension)
        throw new Error(`${set}/${name} has no photo beside it (${PHOTO_EXTENSIONS.join(', ')}).`)
      return { key: `${set}/${stem}`, photo: `${set}/${stem}${extension}`, pts: join(folder, name) }
    })
  })
}
