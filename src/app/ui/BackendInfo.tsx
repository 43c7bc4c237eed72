import type { AppState } from '../state/state.ts'

/** What the networks run on, and why. */
export function BackendInfo({ state: { loading } }: { readonly state: AppState }) {
  return (
    <dl className="readout">
      <dt>Backend</dt>
      <dd>{loading.phase === 'ready' ? `${loading.backend.name}: ${loading.backend.reason}` : '–'}</dd>
    </dl>
  )
}
