import { useEffect, useRef } from 'react'

interface Props {
  /** On the button. */
  readonly label: string
  /** What is chosen, for those who do not see what it stands beside; else the label. */
  readonly name?: string
  readonly accept?: string
  /** Whether a whole folder is chosen; else files. */
  readonly folder?: boolean
  readonly multiple?: boolean
  readonly disabled?: boolean
  /** With one file at least. */
  readonly onChoose: (files: readonly File[]) => void
}

/** A button that opens the browser's own dialogue for files. */
export function FilePicker({
  label,
  name = label,
  accept,
  folder = false,
  multiple,
  disabled,
  onChoose,
}: Props) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (input.current) input.current.webkitdirectory = folder
  }, [folder])
  return (
    <>
      <button type="button" disabled={disabled} onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple={multiple}
        aria-label={name}
        accept={accept}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])]
          if (files.length > 0) onChoose(files)
          // The same file again is a change, too.
          target.value = ''
        }}
      />
    </>
  )
}
