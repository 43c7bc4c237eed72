import type { DBSchema } from 'idb'
import type { Point } from '../../geometry/point.ts'
import { withDatabase, type DatabaseLayout } from './database.ts'

/** Name of the browser's database; it exists only while the user wants work to be kept. */
export const DRAFTS_NAME = 'wingmark-annotations'

/** Landmarks of the faces of a photo, in its pixels. */
export type Faces = readonly (readonly Point[])[]

/** Annotations of one photo as they are kept. */
export interface DraftFaces {
  readonly path: string
  /** Place in the list of photos. */
  readonly order: number
  readonly faces: Faces | undefined
  /** Faces as found, read or last saved, if they were edited since; else undefined. */
  readonly reference: Faces | undefined
  readonly isEdited: boolean
  readonly isSaved: boolean
}

/** Kept photo with its annotations. */
export interface Draft extends DraftFaces {
  readonly photo: Blob
}

interface Schema extends DBSchema {
  faces: { key: string; value: DraftFaces }
  photos: { key: string; value: Blob }
}

const LAYOUT: DatabaseLayout<Schema> = {
  name: DRAFTS_NAME,
  create: (database) => {
    database.createObjectStore('faces', { keyPath: 'path' })
    database.createObjectStore('photos')
  },
}

/** Reads the kept photos in their order; undefined if nothing is kept or the browser allows no database. */
export async function loadDrafts(): Promise<readonly Draft[] | undefined> {
  try {
    return await withDatabase(LAYOUT, 'readonly', async (database) => {
      const all = await database.getAll('faces')
      const drafts: Draft[] = []
      for (const faces of all.toSorted((a, b) => a.order - b.order)) {
        const photo = await database.get('photos', faces.path)
        if (photo) drafts.push({ ...faces, photo })
      }
      return drafts
    })
  } catch {
    return undefined
  }
}

/**
 * Keeps annotations, and the photos that are not kept yet; deletes those of `removed` photos.
 * @throws DOMException if the browser refuses, as when its disk is full
 */
export function keepDrafts(
  changed: readonly (DraftFaces & { readonly photo: Blob | undefined })[],
  removed: readonly string[],
): Promise<void> {
  return withDatabase(LAYOUT, 'readwrite', async (database) => {
    for (const { photo, ...faces } of changed) {
      const transaction = database.transaction(['faces', 'photos'], 'readwrite')
      const photos = transaction.objectStore('photos')
      await Promise.all([
        photo && photos.put(photo, faces.path),
        transaction.objectStore('faces').put(faces),
        transaction.done,
      ])
    }
    for (const path of removed) {
      await database.delete('faces', path)
      await database.delete('photos', path)
    }
  })
}
