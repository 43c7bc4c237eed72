import { useCallback, useEffect, useState } from 'react'
import { decodeTestFaces, type TestFaces } from '../../../evaluation/test-faces.ts'

// Kept when the view is left.
let known: TestFaces | undefined

/** Results on the test faces, loaded when they are first shown; undefined before. */
export function useTestFaces(): {
  readonly testFaces: TestFaces | undefined
  readonly failed: boolean
  readonly retry: () => void
} {
  const [testFaces, setTestFaces] = useState(known)
  const [failed, setFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let isCurrent = true
    const load = async () => {
      try {
        known ??= decodeTestFaces((await import('../../../../models/test-faces.json')).default)
        if (isCurrent) setTestFaces(known)
      } catch {
        // The file could not be fetched: the visitor is told, and may try again.
        if (isCurrent) setFailed(true)
      }
    }
    void load()
    return () => {
      isCurrent = false
    }
  }, [attempt])
  const retry = useCallback(() => {
    setFailed(false)
    setAttempt((count) => count + 1)
  }, [])
  return { testFaces, failed, retry }
}
