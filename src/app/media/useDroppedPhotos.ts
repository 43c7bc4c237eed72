import { useEffect, useState } from 'react'
import { openFile } from './open-file.ts'
import { TEXT } from '../ui/text.ts'

/**
 * Opens photos and videos dropped or pasted anywhere on the page, see `openFile`. Returns true
 * while files are dragged over the page.
 */
export function useDroppedPhotos(): boolean {
  const [dragging, setDragging] = useState(false)

  useEffect(() => {
    const open = (data: DataTransfer | null): boolean => {
      const file = data?.files[0]
      if (!file) return false
      openFile(file, file.name || TEXT.media.pastedPhoto)
      return true
    }
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setDragging(true)
    }
    const leave = (event: DragEvent) => {
      if (!event.relatedTarget) setDragging(false)
    }
    const drop = (event: DragEvent) => {
      setDragging(false)
      if (open(event.dataTransfer)) event.preventDefault()
    }
    const paste = (event: ClipboardEvent) => {
      if (open(event.clipboardData)) event.preventDefault()
    }
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    window.addEventListener('paste', paste)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
      window.removeEventListener('paste', paste)
    }
  }, [])

  return dragging
}
