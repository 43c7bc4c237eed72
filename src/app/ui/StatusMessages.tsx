import { LoadingStatus } from './LoadingStatus.tsx'
import { appStore, useAppState } from '../state/store.ts'
import { TEXT } from './text.ts'
import pictureStyles from '../canvas/picture.module.css'

/** Messages about the picture: loading, no face, errors. */
export function StatusMessages() {
  const picture = useAppState((state) => state.picture)
  const busy = useAppState((state) => state.busy)
  const alert = useAppState((state) => state.alert)
  const faces = useAppState((state) => state.faces)
  const loading = useAppState((state) => state.loading)
  return (
    <div className={pictureStyles.statusMessages}>
      {loading.phase !== 'ready' && <LoadingStatus loading={loading} />}
      {busy && loading.phase === 'ready' && <p role="status">{busy} …</p>}
      {(picture === 'camera' || picture === 'photo') && !busy && faces === 0 && (
        <p role="status">{picture === 'camera' ? TEXT.media.noFaceInCamera : TEXT.media.noFaceInPhoto}</p>
      )}
      {alert && (
        <p role="alert" className={pictureStyles.alert}>
          {TEXT.fromData(alert)}
          <button
            type="button"
            className={pictureStyles.dismiss}
            onClick={() => appStore.setState({ alert: undefined })}
            aria-label={TEXT.shell.dismiss}
          >
            ×
          </button>
        </p>
      )}
    </div>
  )
}
