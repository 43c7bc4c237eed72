import { FilePicker } from '../../ui/FilePicker.tsx'
import type { Dataset } from './dataset.ts'
import type { Intake } from './useImportDataset.ts'

interface Props {
  readonly dataset: Dataset | undefined
  readonly intake: Intake
}

/** Both ways to give files without a mouse, and what was wrong with the last ones. */
export function Files({ dataset, intake }: Props) {
  const { reading, error, choose } = intake
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
