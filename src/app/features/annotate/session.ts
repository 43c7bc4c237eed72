import { EMPTY_ANNOTATIONS, hasUnsavedWork, type Annotations } from './annotations.ts'
import { DraftWriter } from './draft-writer.ts'

/** Asks before the page is left. */
function ask(event: BeforeUnloadEvent): void {
  event.preventDefault()
}

/** Work that outlives the view: it is there again after a look at another one. */
class AnnotateSession {
  annotations: Annotations = EMPTY_ANNOTATIONS
  readonly writer = new DraftWriter()
  /** True if the work is kept in this browser; undefined before it is known. */
  isKept: boolean | undefined

  /** Remembers the work. The page asks before it is left while some of it is neither saved nor kept. */
  remember(annotations: Annotations): void {
    this.annotations = annotations
    this.#update()
  }

  setKept(isKept: boolean): void {
    this.isKept = isKept
    this.#update()
  }

  #update(): void {
    if (hasUnsavedWork(this.annotations) && !this.isKept) window.addEventListener('beforeunload', ask)
    else window.removeEventListener('beforeunload', ask)
  }
}

export const SESSION = new AnnotateSession()
