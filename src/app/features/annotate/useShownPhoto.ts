import { useEffect, useState, type Dispatch } from 'react'
import { getFileName } from '../../../evaluation/paths.ts'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import type { DatasetFile } from '../../media/dataset/dataset.ts'
import { readPhoto } from '../../media/photo.ts'
import { TEXT } from '../../ui/text.ts'
import type { AnnotatedPhoto, AnnotationAction } from './annotations.ts'
import { findFaces } from './find-faces.ts'

/** Decoded photo on the screen. */
export interface ShownPhoto {
  readonly path: string
  readonly picture: ImageBitmap
}

/** Reads and decodes a photo. @throws Error for the user */
async function openPicture({ path, open }: DatasetFile): Promise<ImageBitmap> {
  const name = getFileName(path)
  const file = await open().catch((error: unknown) => {
    throw new Error(TEXT.dataset.cannotOpen(name, getErrorMessage(error)), { cause: error })
  })
  return readPhoto(file, name)
}

/**
 * Opens the selected photo and looks for its faces if none are known yet. Returns it once it is decoded, and what is being
 * waited for.
 */
export function useShownPhoto(
  photo: AnnotatedPhoto | undefined,
  dispatch: Dispatch<AnnotationAction>,
  onError: (message: string) => void,
): { readonly shown: ShownPhoto | undefined; readonly busy: string | undefined } {
  const [opened, setOpened] = useState<ShownPhoto>()
  const [isSearching, setSearching] = useState(false)
  const source = photo?.source
  const path = source?.path

  useEffect(() => {
    if (!source) return
    let isCurrent = true
    let picture: ImageBitmap | undefined
    const open = async () => {
      try {
        picture = await openPicture(source)
        if (isCurrent) {
          setOpened({ path: source.path, picture })
          dispatch({ kind: 'fail', path: source.path, failure: undefined })
        } else picture.close()
      } catch (error) {
        if (isCurrent) dispatch({ kind: 'fail', path: source.path, failure: getErrorMessage(error) })
      }
    }
    void open()
    return () => {
      isCurrent = false
      setOpened(undefined)
      picture?.close()
    }
  }, [source, dispatch])

  const shown = opened?.path === path ? opened : undefined
  const isUnknown = photo !== undefined && photo.faces === undefined
  useEffect(() => {
    if (!shown || !isUnknown) return
    let isCurrent = true
    const search = async () => {
      setSearching(true)
      try {
        const faces = await findFaces(shown.picture)
        if (isCurrent) dispatch({ kind: 'put', path: shown.path, faces })
      } catch (error) {
        // Faces can still be added by hand.
        if (!isCurrent) return
        onError(TEXT.annotate.searchFailed(getErrorMessage(error)))
        dispatch({ kind: 'put', path: shown.path, faces: [] })
      } finally {
        if (isCurrent) setSearching(false)
      }
    }
    void search()
    return () => {
      isCurrent = false
      setSearching(false)
    }
  }, [shown, isUnknown, dispatch, onError])

  const isOpening = photo !== undefined && !shown && photo.failure === undefined
  const busy = isOpening
    ? TEXT.media.reading(getFileName(path ?? ''))
    : isSearching
      ? TEXT.media.findingFaces
      : undefined
  return { shown, busy }
}
