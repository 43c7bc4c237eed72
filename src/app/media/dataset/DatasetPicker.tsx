import { FilePicker } from '../../ui/FilePicker.tsx'
import type { Dataset } from './dataset.ts'
import type { DatasetImport } from './useImportDataset.ts'

interface Props {
  readonly dataset: Dataset | undefined
  readonly datasetImport: DatasetImport
}

/** Both ways to give files without a mouse, and what was wrong with the last ones. */
export function DatasetPicker({ dataset, datasetImport }: Props) {
  const { reading, error, choose } = datasetImport
  return (
    <div className="lab-files">
      {dataset && (
        <p>
          <strong>{dataset.name}</strong>
        </p>
      )}
      <div className="lab-buttons">
        <FilePicker label="Choose folder" folder multiple disabled={reading} onChoose={choose} />
        <FilePicker
          label="Choose zip or files"
          accept=".zip,.pts,.xml,.jpg,.jpeg,.png"
          multiple
          disabled={reading}
          onChoose={choose}
        />
      </div>
      {reading && <p role="status">Reading the list of files …</p>}
      {error && (
        <p role="alert" className="lab-alert">
          {error}
        </p>
      )}
    </div>
  )
}
