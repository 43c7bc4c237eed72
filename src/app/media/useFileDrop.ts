import { useEffect, useRef, useState } from 'react'

/**
 * Gives a view the files that are dropped anywhere while it is open, before the page takes a drop for a photo. `onDrop` is
 * called in the event. Returns true while files are dragged over the page.
 */
export function useFileDrop(onDrop: (data: DataTransfer) => void): boolean {
  const [dropping, setDropping] = useState(false)
  const latest = useRef(onDrop)
  useEffect(() => {
    latest.current = onDrop
  })

  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      event.stopImmediatePropagation()
      setDropping(true)
    }
    const leave = (event: DragEvent) => {
      if (!event.relatedTarget) setDropping(false)
    }
    const drop = (event: DragEvent) => {
      setDropping(false)
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      event.stopImmediatePropagation()
      latest.current(event.dataTransfer)
    }
    const capture = { capture: true }
    window.addEventListener('dragover', over, capture)
    window.addEventListener('dragleave', leave, capture)
    window.addEventListener('drop', drop, capture)
    return () => {
      window.removeEventListener('dragover', over, capture)
      window.removeEventListener('dragleave', leave, capture)
      window.removeEventListener('drop', drop, capture)
    }
  }, [])

  return dropping
}
