import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, relative, resolve } from 'node:path'
import { VIDEO_EXTENSIONS } from '../../video/video-extensions.ts'

const EXTENSIONS = {
  photo: ['.jpg', '.jpeg', '.png', '.webp', '.avif', '.bmp'],
  video: VIDEO_EXTENSIONS,
} as const

/** Photo or video to analyse. */
export interface MediaFile {
  readonly path: string
  readonly kind: 'photo' | 'video'
  /** Path of its table in the output folder, without the ending. */
  readonly output: string
}

/** Finds out what a file is by its name; undefined if it is neither photo nor video. */
function findKind(path: string): MediaFile['kind'] | undefined {
  const extension = extname(path).toLowerCase()
  return (['photo', 'video'] as const).find((kind) => EXTENSIONS[kind].some((known) => known === extension))
}

/**
 * Lists photos and videos: the given files, and those in the given folders and their subfolders. Tables are named
 * after the files; where two would have one name, the names keep their extension.
 * @throws Error for a path that does not exist, or a file that is neither.
 */
export function listMediaFiles(paths: readonly string[]): MediaFile[] {
  const found = paths.flatMap((given) => {
    const path = resolve(given)
    const stats = statSync(path, { throwIfNoEntry: false })
    if (!stats) throw new Error(`${given} does not exist.`)
    if (!stats.isDirectory()) return [{ path, root: dirname(path), given }]
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => findKind(name) && statSync(join(path, name)).isFile())
      .sort()
      .map((name) => ({ path: join(path, name), root: path, given: name }))
  })
  const files = found.map(({ path, root, given }) => {
    const kind = findKind(path)
    if (!kind) {
      const known = [...EXTENSIONS.photo, ...EXTENSIONS.video].join(', ')
      throw new Error(`${given} is neither a photo nor a video that can be read (${known}).`)
    }
    const name = relative(root, path)
    return { path, kind, name, base: join(dirname(name), basename(name, extname(name))) }
  })
  const taken = new Set<string>()
  return files.map(({ path, kind, name, base }) => {
    const isShared = files.filter((other) => other.base === base).length > 1
    let output = isShared ? name : base
    for (let i = 2; taken.has(output); i++) output = `${isShared ? name : base}-${i}`
    taken.add(output)
    return { path, kind, output }
  })
}
