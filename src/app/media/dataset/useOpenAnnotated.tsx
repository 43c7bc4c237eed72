import { useState, type ReactNode } from 'react'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import type { AnnotatedFace } from './annotated-photos.ts'
import { openAnnotated } from './open-annotated.ts'
import { TEXT } from '../../ui/text.ts'
import datasetStyles from './dataset.module.css'

/** Opens annotated faces in X-ray, one at a time. Returns `open` and the status to show. */
export function useOpenAnnotated(): {
  readonly open: (face: AnnotatedFace, variant?: string) => Promise<void>
  readonly status: ReactNode
} {
  const [opening, setOpening] = useState<string>()
  const [failure, setFailure] = useState<string>()

  const open = async (face: AnnotatedFace, variant?: string) => {
    if (opening) return
    setFailure(undefined)
    setOpening(face.source.path)
    try {
      await openAnnotated(face, variant)
    } catch (error) {
      setFailure(getErrorMessage(error))
    }
    setOpening(undefined)
  }
  const status = (
    <>
      {opening && <p role="status">{TEXT.dataset.opening(opening)}</p>}
      {failure && (
        <p role="alert" className={datasetStyles.alert}>
          {failure}
        </p>
      )}
    </>
  )
  return { open, status }
}
