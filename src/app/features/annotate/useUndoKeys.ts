import { useEffect, type Dispatch } from 'react'
import type { AnnotationAction } from './annotations.ts'

/** Undoes and redoes by Control (or Command) and Z or Y, wherever the focus is. */
export function useUndoKeys(dispatch: Dispatch<AnnotationAction>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.altKey) return
      const key = event.key.toLowerCase()
      if (key === 'y' || (key === 'z' && event.shiftKey)) dispatch({ kind: 'redo' })
      else if (key === 'z') dispatch({ kind: 'undo' })
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [dispatch])
}
