import { FilePicker } from '../../ui/FilePicker.tsx'
import type { Dataset } from './dataset.ts'
import type { DatasetImport } from './useImportDataset.ts'
import { TEXT } from '../../ui/text.ts'
import datasetStyles from './dataset.module.css'

interface Props {
  readonly dataset: Dataset | undefined
  readonly datasetImport: DatasetImport
}

/** Buttons to choose a folder or files, and the error of the last import. */
export function DatasetPicker({ dataset, datasetImport }: Props) {
  const { reading, error, choose } = datasetImport
  return (
    <div className={datasetStyles.files}>
      {dataset && (
        <p>
          <strong>{dataset.name}</strong>
        </p>
      )}
      <div className={datasetStyles.buttons}>
        <FilePicker label={TEXT.dataset.chooseFolder} folder multiple disabled={reading} onChoose={choose} />
        <FilePicker
          label={TEXT.dataset.chooseFiles}
          accept=".zip,.pts,.xml,.jpg,.jpeg,.png"
          multiple
          disabled={reading}
          onChoose={choose}
        />
      </div>
      {reading && <p role="status">{TEXT.dataset.reading}</p>}
      {error && (
        <p role="alert" className={datasetStyles.alert}>
          {error}
        </p>
      )}
    </div>
  )
}
