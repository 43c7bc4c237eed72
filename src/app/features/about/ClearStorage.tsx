import { useState } from 'react'
import { messageOf } from '../../../landmarker/errors.ts'
import { clearStorage } from '../../storage/clear-storage.ts'

/** Deletes what the page keeps in this browser, and says so. */
export function ClearStorage() {
  const [said, setSaid] = useState('')
  const forget = async () => {
    try {
      await clearStorage()
      setSaid('Nothing is kept any more. This tab goes on; the next visit loads everything again.')
    } catch (error) {
      setSaid(`Not all of it could be deleted: ${messageOf(error)}.`)
    }
  }
  return (
    <p>
      <button type="button" onClick={() => void forget()}>
        Delete all that is kept
      </button>{' '}
      <span role="status">{said}</span>
    </p>
  )
}
