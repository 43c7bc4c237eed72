import { LoadingStatus } from './LoadingStatus.tsx'
import type { AppState } from '../state/state.ts'
import type { AppController } from '../state/app-controller.ts'
import { TEXT } from './text.ts'
import pictureStyles from '../canvas/picture.module.css'

/** Messages about the picture: loading, no face, errors. */
export function StatusMessages({ app, state }: { readonly app: AppController; readonly state: AppState }) {
  const { picture, busy, alert, faces, loading } = state
  return (
    <div className={pictureStyles.statusMessages}>
      {loading.phase !== 'ready' && <LoadingStatus app={app} loading={loading} />}
      {busy && loading.phase === 'ready' && <p role="status">{busy} …</p>}
      {(picture === 'camera' || picture === 'photo') && !busy && faces === 0 && (
        <p role="status">{picture === 'camera' ? TEXT.media.noFaceInCamera : TEXT.media.noFaceInPhoto}</p>
      )}
      {alert && (
        <p role="alert" className={pictureStyles.alert}>
          {alert}
          <button
            type="button"
            className={pictureStyles.dismiss}
            onClick={app.dismiss}
            aria-label={TEXT.shell.dismiss}
          >
            ×
          </button>
        </p>
      )}
    </div>
  )
}
