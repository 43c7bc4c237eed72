import { useCallback, useEffect, useState, type Dispatch } from 'react'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import { loadDrafts, type Draft } from '../../storage/annotation-drafts.ts'
import { TEXT } from '../../ui/text.ts'
import type { AnnotatedPhoto, AnnotationAction, PhotoRecord } from './annotations.ts'
import { SESSION } from './session.ts'

function toRecord({ path, photo, faces, reference, isEdited, isSaved }: Draft): PhotoRecord {
  const source = { path, open: () => Promise.resolve(photo) }
  return { source, faces, reference: isEdited ? reference : faces, isSaved }
}

/**
 * Keeps the work in this browser if the user wants it: reads it back when the view is first opened, and writes what
 * changes. Returns whether it is kept (undefined before it is known), and a function that changes that.
 */
export function useKeptWork(
  photos: readonly AnnotatedPhoto[],
  dispatch: Dispatch<AnnotationAction>,
  onError: (message: string) => void,
): readonly [boolean | undefined, (isWanted: boolean) => void] {
  const [isKept, setKept] = useState(SESSION.isKept)

  useEffect(() => {
    let isCurrent = true
    const read = async () => {
      const wasKept = SESSION.isKept
      if (wasKept === false) return
      const drafts = await loadDrafts()
      if (!isCurrent || SESSION.isKept !== wasKept) return
      const records = drafts?.map(toRecord) ?? []
      // Later, only whether another view has deleted it is of interest.
      if (wasKept === undefined) dispatch({ kind: 'open', photos: records })
      if (!wasKept || !drafts) SESSION.writer.adopt(records)
      SESSION.setKept(drafts !== undefined)
      setKept(drafts !== undefined)
    }
    void read()
    return () => {
      isCurrent = false
    }
  }, [dispatch])

  const giveUp = useCallback(
    (error: unknown) => {
      setKept(false)
      SESSION.setKept(false)
      onError(TEXT.storage.workNotKept(getErrorMessage(error)))
    },
    [onError],
  )
  useEffect(() => {
    if (isKept) SESSION.writer.write(photos).catch(giveUp)
  }, [photos, isKept, giveUp])

  const want = (isWanted: boolean) => {
    setKept(isWanted)
    SESSION.setKept(isWanted)
    if (isWanted) SESSION.writer.begin().catch(giveUp)
    else {
      SESSION.writer
        .forget()
        .catch((error: unknown) => onError(TEXT.storage.workNotDeleted(getErrorMessage(error))))
    }
  }
  return [isKept, want]
}
