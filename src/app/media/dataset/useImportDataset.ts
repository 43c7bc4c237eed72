import { useEffect, useState } from 'react'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import { appStore } from '../../state/store.ts'
import type { Dataset } from './dataset.ts'
import { importDrop, importFiles } from './import-dataset.ts'

/** State of the import in a view. */
export interface DatasetImport {
  /** True while files are dragged over the page. */
  readonly dropping: boolean
  readonly reading: boolean
  /** Error of the last import, for the user. */
  readonly error: string | undefined
  readonly choose: (files: readonly File[]) => void
}

/**
 * Imports folders, archives and files that are chosen or dropped anywhere while the view is open, before the
 * page takes a drop for a photo. The former data set stays if the import fails.
 */
export function useImportDataset(): DatasetImport {
  const [dropping, setDropping] = useState(false)
  const [reading, setReading] = useState(false)
  const [error, setError] = useState<string>()

  const take = async (dataset: Promise<Dataset>) => {
    setReading(true)
    setError(undefined)
    try {
      const imported = await dataset
      appStore.setState({ dataset: imported })
    } catch (reason) {
      setError(getErrorMessage(reason))
    }
    setReading(false)
  }

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
      void take(importDrop(event.dataTransfer))
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

  const choose = (files: readonly File[]) => void take(importFiles(files))
  return { dropping, reading, error, choose }
}
