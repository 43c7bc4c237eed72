import { useEffect, useRef } from 'react'

interface Props {
  /** Label of the button. */
  readonly label: string
  /** Accessible name; defaults to `label`. */
  readonly name?: string
  readonly accept?: string
  /** Chooses a folder instead of files. */
  readonly folder?: boolean
  readonly multiple?: boolean
  readonly disabled?: boolean
  readonly onChoose: (files: readonly [File, ...File[]]) => void
}

/** Button that opens the browser's file dialogue. */
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
          const [first, ...others] = target.files ?? []
          if (first) onChoose([first, ...others])
          // Choosing the same file again must count as a change.
          target.value = ''
        }}
      />
    </>
  )
}
