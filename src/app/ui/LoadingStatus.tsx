import type { LoadingState } from '../state/state.ts'
import { startNetworks } from '../state/start-page.ts'
import { formatNumber } from './format.ts'
import { TEXT } from './text.ts'
import pictureStyles from '../canvas/picture.module.css'

const MB = 1e6

/** Progress of loading the networks, or the error with a button to retry. */
export function LoadingStatus({ loading }: { readonly loading: LoadingState }) {
  if (loading.phase === 'failed') {
    return (
      <p role="alert" className={pictureStyles.alert}>
        {TEXT.fromData(loading.message)}
        <button type="button" onClick={() => void startNetworks()}>
          {TEXT.shell.tryAgain}
        </button>
      </p>
    )
  }
  if (loading.phase === 'loading') {
    const { loaded, total } = loading
    return (
      <p role="status">
        {TEXT.shell.loadingNetworks}
        <progress aria-label={TEXT.shell.networksLoaded} max={total || 1} value={loaded} />
        <span className={pictureStyles.number}>
          {TEXT.shell.megabytesLoaded(
            formatNumber(loaded / MB, 1),
            total ? formatNumber(total / MB, 1) : '…',
          )}
        </span>
      </p>
    )
  }
  return <p role="status">{TEXT.shell.warmingUp}</p>
}
