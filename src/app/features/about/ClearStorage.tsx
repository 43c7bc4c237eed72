import { useState } from 'react'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import { clearStorage } from '../../storage/clear-storage.ts'
import { TEXT } from '../../ui/text.ts'

/** Button that deletes everything the page stores in this browser. */
export function ClearStorage() {
  const [status, setStatus] = useState('')
  const clear = async () => {
    try {
      await clearStorage()
      setStatus(TEXT.storage.cleared)
    } catch (error) {
      setStatus(TEXT.storage.notCleared(getErrorMessage(error)))
    }
  }
  return (
    <p>
      <button type="button" onClick={() => void clear()}>
        {TEXT.storage.clear}
      </button>{' '}
      <span role="status">{status}</span>
    </p>
  )
}
