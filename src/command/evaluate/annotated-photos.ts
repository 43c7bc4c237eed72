import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PHOTO_EXTENSIONS } from '../../evaluation/face-sets.ts'

/** The common test set of 300W. */
export const COMMON_TEST_SETS = ['lfpw/testset', 'helen/testset'] as const

/** A photo and its annotation. */
export interface AnnotatedPhoto {
  /** Path below the data folder, without extension. */
  readonly key: string
  /** Path of the photo below the data folder. */
  readonly photo: string
  /** The .pts file. */
  readonly pts: string
}

/**
 * The faces of sets, folders below `data` in 300W's layout, at most `limit` of each.
 * @throws Error with a sentence if a folder, its .pts files or a photo are missing.
 */
export function listAnnotatedPhotos(
  data: string,
  sets: readonly string[],
  limit = Infinity,
): AnnotatedPhoto[] {
  return sets.flatMap((set) => {
    const folder = join(data, set)
    if (!existsSync(folder)) throw new Error(`There is no folder ${set} in ${data}.`)
    const names = readdirSync(folder)
      .filter((name) => name.endsWith('.pts'))
      .sort()
    if (names.length === 0) throw new Error(`The folder ${set} holds no .pts files.`)
    return names.slice(0, limit).map((name) => {
      const stem = name.slice(0, -4)
      const extension = PHOTO_EXTENSIONS.find((e) => existsSync(join(folder, stem + e)))
      if (!extension)
        throw new Error(`${set}/${name} has no photo beside it (${PHOTO_EXTENSIONS.join(', ')}).`)
      return { key: `${set}/${stem}`, photo: `${set}/${stem}${extension}`, pts: join(folder, name) }
    })
  })
}
