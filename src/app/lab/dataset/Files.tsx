import { useEffect, useRef } from 'react'
import type { Dataset } from './dataset.ts'
import type { Intake } from './useIntake.ts'

interface PickerProps {
  readonly label: string
  /** Whether a whole folder is chosen. */
  readonly folder: boolean
  readonly intake: Intake
}

/** A button that opens the browser's own dialogue. */
function Picker({ label, folder, intake }: PickerProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (input.current) input.current.webkitdirectory = folder
  }, [folder])
  return (
    <>
      <button type="button" disabled={intake.reading} onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={label}
        accept={folder ? undefined : '.zip,.pts,.xml,.jpg,.jpeg,.png'}
        onChange={({ target }) => {
          intake.choose(target.files)
          // The same files again are a change, too.
          target.value = ''
        }}
      />
    </>
  )
}

/** Both ways to give files without a mouse, and what was wrong with the last ones. */
export function Files({
  dataset,
  intake,
}: {
  readonly dataset: Dataset | undefined
  readonly intake: Intake
}) {
  return (
    <div className="lab-files">
      {dataset && (
        <p>
          <strong>{dataset.name}</strong>
        </p>
      )}
      <div className="lab-buttons">
        <Picker label="Choose folder" folder intake={intake} />
        <Picker label="Choose zip or files" folder={false} intake={intake} />
      </div>
      {intake.reading && <p role="status">Reading the list of files …</p>}
      {intake.error && (
        <p role="alert" className="lab-alert">
          {intake.error}
        </p>
      )}
    </div>
  )
}
