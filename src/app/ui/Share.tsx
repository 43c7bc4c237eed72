import { useState } from 'react'
import { useAppState } from '../state/store.ts'
import { TEXT } from './text.ts'

/** Button that copies a link to what is seen. */
export function Share() {
  const search = useAppState((state) => state.search)
  // Said as long as it is true: the next change of the address is not in the copied link.
  const [report, setReport] = useState<{ readonly search: string; readonly text: string }>()
  const share = async () => {
    let text: string = TEXT.presets.shared
    try {
      await navigator.clipboard.writeText(location.origin + location.pathname + search)
    } catch {
      // Refused, or not offered outside of https.
      text = TEXT.presets.notShared
    }
    setReport({ search, text })
  }
  return (
    <>
      <button type="button" aria-label={TEXT.presets.shareHint} onClick={() => void share()}>
        {TEXT.presets.share}
      </button>
      <p role="status">{report?.search === search ? report.text : ''}</p>
    </>
  )
}
