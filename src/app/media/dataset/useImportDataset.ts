import { useState } from 'react'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import { appStore } from '../../state/store.ts'
import { useFileDrop } from '../useFileDrop.ts'
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

  const dropping = useFileDrop((data) => void take(importDrop(data)))
  const choose = (files: readonly File[]) => void take(importFiles(files))
  return { dropping, reading, error, choose }
}
