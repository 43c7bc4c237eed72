import { DRAFTS_NAME, keepDrafts, type DraftFaces } from '../../storage/annotation-drafts.ts'
import { deleteDatabase } from '../../storage/clear-storage.ts'
import type { AnnotatedPhoto, PhotoRecord } from './annotations.ts'

function toDraft({ source, faces, reference, isSaved }: PhotoRecord, order: number): DraftFaces {
  const isEdited = faces !== reference
  return { path: source.path, order, faces, reference: isEdited ? reference : undefined, isEdited, isSaved }
}

/** Tells whether a photo has changed since it was kept. */
function differs(before: DraftFaces | undefined, now: DraftFaces): boolean {
  return (
    before === undefined ||
    before.faces !== now.faces ||
    before.isEdited !== now.isEdited ||
    before.isSaved !== now.isSaved ||
    before.order !== now.order
  )
}

/** Keeps the work in the browser's database as it changes: what changes during a write is written next. */
export class DraftWriter {
  #kept = new Map<string, DraftFaces>()
  #wanted: readonly AnnotatedPhoto[] | undefined
  #running: Promise<void> | undefined

  /** Makes the database, so that it is known at the next visit that work is to be kept. @throws as `write` */
  begin(): Promise<void> {
    return keepDrafts([], [])
  }

  /** Notes photos that were read from the database: they need not be written again. */
  adopt(records: readonly PhotoRecord[]): void {
    this.#kept = new Map(records.map((record, order) => [record.source.path, toDraft(record, order)]))
  }

  /**
   * Writes what has changed since the last call.
   * @throws DOMException if the browser refuses
   */
  write(photos: readonly AnnotatedPhoto[]): Promise<void> {
    this.#wanted = photos
    this.#running ??= this.#run().finally(() => (this.#running = undefined))
    return this.#running
  }

  async #run(): Promise<void> {
    while (this.#wanted) {
      const photos = this.#wanted
      this.#wanted = undefined
      const drafts = photos.map((photo, order) => ({ photo, draft: toDraft(photo, order) }))
      const paths = new Set(photos.map(({ source }) => source.path))
      const removed = [...this.#kept.keys()].filter((path) => !paths.has(path))
      const changed = []
      for (const { photo, draft } of drafts) {
        const before = this.#kept.get(draft.path)
        if (!differs(before, draft)) continue
        changed.push({ ...draft, photo: before ? undefined : await photo.source.open() })
      }
      if (changed.length + removed.length > 0) await keepDrafts(changed, removed)
      for (const path of removed) this.#kept.delete(path)
      for (const { draft } of drafts) this.#kept.set(draft.path, draft)
    }
  }

  /**
   * Deletes all that was kept.
   * @throws Error with a reason if another tab uses it
   */
  async forget(): Promise<void> {
    this.#wanted = undefined
    await this.#running?.catch(() => undefined)
    await deleteDatabase(DRAFTS_NAME)
    this.adopt([])
  }
}
