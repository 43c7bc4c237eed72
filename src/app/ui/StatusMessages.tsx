import { EngineStatus } from './LoadingStatus.tsx'
import type { StudioState } from '../state/state.ts'
import type { Studio } from '../state/studio.ts'

/** What the page has to say about the picture: what it waits for, what it did not find, what went wrong. */
export function Notes({ studio, state }: { readonly studio: Studio; readonly state: StudioState }) {
  const { picture, busy, alert, faces, engine } = state
  return (
    <div className="notes">
      {engine.phase !== 'ready' && <EngineStatus studio={studio} engine={engine} />}
      {busy && engine.phase === 'ready' && <p role="status">{busy} …</p>}
      {picture !== 'none' && !busy && faces === 0 && (
        <p role="status">
          {picture === 'camera'
            ? 'No face found. Look at the camera, with light on your face.'
            : 'No face found in this photo. Faces need to be about 25 pixels wide and to look this way.'}
        </p>
      )}
      {alert && (
        <p role="alert" className="alert">
          {alert}
          <button type="button" onClick={studio.dismiss} aria-label="Dismiss">
            ×
          </button>
        </p>
      )}
    </div>
  )
}
