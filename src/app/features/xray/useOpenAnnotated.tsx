import { useState, type ReactNode } from 'react'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import type { Studio } from '../../state/studio.ts'
import type { MarkedFace } from '../../media/dataset/faces.ts'
import { openMarked } from './annotated-face.ts'

/** How a view opens its faces in the X-ray, one at a time, and what is to be said of it there. */
export function useOpenMarked(studio: Studio): {
  readonly open: (face: MarkedFace, variant?: string) => Promise<void>
  readonly said: ReactNode
} {
  const [opening, setOpening] = useState<string>()
  const [failure, setFailure] = useState<string>()

  const open = async (face: MarkedFace, variant?: string) => {
    if (opening) return
    setFailure(undefined)
    setOpening(face.source.path)
    try {
      await openMarked(studio, face, variant)
    } catch (error) {
      setFailure(getErrorMessage(error))
    }
    setOpening(undefined)
  }
  const said = (
    <>
      {opening && <p role="status">Opening {opening} …</p>}
      {failure && (
        <p role="alert" className="lab-alert">
          {failure}
        </p>
      )}
    </>
  )
  return { open, said }
}
