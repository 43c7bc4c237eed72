import { useState } from 'react'
import { messageOf } from '../../../landmarker/errors.ts'
import { clearStorage } from '../../storage/clear-storage.ts'
import { TEXT } from '../../ui/text.ts'

/** Deletes what the page keeps in this browser, and says so. */
export function ClearStorage() {
  const [status, setStatus] = useState('')
  const forget = async () => {
    try {
      await clearStorage()
      setStatus(TEXT.storage.cleared)
    } catch (error) {
      setStatus(TEXT.storage.notCleared(messageOf(error)))
    }
  }
  return (
    <p>
      <button type="button" onClick={() => void forget()}>
        {TEXT.storage.clear}
      </button>{' '}
      <span role="status">{status}</span>
    </p>
  )
}
