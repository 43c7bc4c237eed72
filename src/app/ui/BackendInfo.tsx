import type { AppState } from '../state/state.ts'
import { TEXT } from './text.ts'

/** Backend of the networks and the reason for it. */
export function BackendInfo({ state: { loading } }: { readonly state: AppState }) {
  return (
    <dl className="backend-info">
      <dt>{TEXT.shell.backend}</dt>
      <dd>{loading.phase === 'ready' ? `${loading.backend.name}: ${loading.backend.reason}` : '–'}</dd>
    </dl>
  )
}
