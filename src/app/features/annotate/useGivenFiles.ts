import { useEffect, useRef, useState, type Dispatch } from 'react'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import type { Problem } from '../../media/dataset/dataset.ts'
import { SAMPLES } from '../../media/samples.ts'
import { useFileDrop } from '../../media/useFileDrop.ts'
import { TEXT } from '../../ui/text.ts'
import type { AnnotatedPhoto, AnnotationAction } from './annotations.ts'
import { readGiven } from './read-files.ts'

/** Files given to the view, and what became of them. */
export interface GivenFiles {
  /** True while files are dragged over the page. */
  readonly dropping: boolean
  readonly reading: boolean
  /** Files that could not be used, of the last ones given. */
  readonly problems: readonly Problem[]
  readonly choose: (files: readonly File[]) => void
  readonly openSample: () => void
}

/** Opens photos and annotations that are chosen, dropped or pasted while the view is open. */
export function useGivenFiles(
  photos: readonly AnnotatedPhoto[],
  dispatch: Dispatch<AnnotationAction>,
  onError: (message: string | undefined) => void,
): GivenFiles {
  const [reading, setReading] = useState(false)
  const [problems, setProblems] = useState<readonly Problem[]>([])

  const take = async (given: DataTransfer | readonly File[]) => {
    setReading(true)
    setProblems([])
    onError(undefined)
    try {
      const found = await readGiven(
        given,
        photos.map(({ source }) => source),
      )
      setProblems(found.problems)
      dispatch({ kind: 'open', photos: found.photos })
      if (found.photos.length + found.problems.length === 0) onError(TEXT.annotate.nothingUsable)
    } catch (error) {
      onError(getErrorMessage(error))
    }
    setReading(false)
  }

  const openSample = async () => {
    onError(undefined)
    try {
      const { url } = SAMPLES[0]!
      const response = await fetch(url)
      if (!response.ok) throw new Error(TEXT.media.serverAnswered(response.status))
      const photo = await response.blob()
      const path = TEXT.annotate.sampleName
      const source = { path, open: () => Promise.resolve(photo) }
      dispatch({ kind: 'open', photos: [{ source, faces: undefined, reference: undefined, isSaved: false }] })
    } catch (error) {
      onError(TEXT.annotate.sampleFailed(getErrorMessage(error)))
    }
  }

  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  // Before the page takes what is pasted for a photo of Live.
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      if (!event.clipboardData?.files.length) return
      event.preventDefault()
      event.stopImmediatePropagation()
      void latest.current([...event.clipboardData.files])
    }
    window.addEventListener('paste', paste, { capture: true })
    return () => window.removeEventListener('paste', paste, { capture: true })
  }, [])
  const dropping = useFileDrop((data) => void take(data))
  return {
    dropping,
    reading,
    problems,
    choose: (files) => void take(files),
    openSample: () => void openSample(),
  }
}
