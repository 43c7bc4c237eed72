import type { LoadingState } from '../state/state.ts'
import type { AppController } from '../state/app-controller.ts'

const MB = 1e6

/** What the networks are doing before they are ready, or why they are not. */
export function LoadingStatus({
  app,
  loading,
}: {
  readonly app: AppController
  readonly loading: LoadingState
}) {
  if (loading.phase === 'failed') {
    return (
      <p role="alert" className="alert">
        {loading.message}
        <button type="button" onClick={app.retry}>
          Try again
        </button>
      </p>
    )
  }
  if (loading.phase === 'loading') {
    const { loaded, total } = loading
    return (
      <p role="status">
        Loading the networks
        <progress aria-label="Networks loaded" max={total || 1} value={loaded} />
        <span className="number">
          {(loaded / MB).toFixed(1)} of {total ? (total / MB).toFixed(1) : '…'} MB
        </span>
      </p>
    )
  }
  return <p role="status">Warming up …</p>
}
