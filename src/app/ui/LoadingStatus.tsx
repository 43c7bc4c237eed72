import type { Engine } from '../state/state.ts'
import type { Studio } from '../state/studio.ts'

const MB = 1e6

/** What the networks are doing before they are ready, or why they are not. */
export function EngineStatus({ studio, engine }: { readonly studio: Studio; readonly engine: Engine }) {
  if (engine.phase === 'failed') {
    return (
      <p role="alert" className="alert">
        {engine.message}
        <button type="button" onClick={studio.retry}>
          Try again
        </button>
      </p>
    )
  }
  if (engine.phase === 'loading') {
    const { loaded, total } = engine
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
