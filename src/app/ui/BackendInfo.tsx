import type { AppState } from '../state/state.ts'
import { TEXT } from './text.ts'

/** What the networks run on, and why. */
export function BackendInfo({ state: { loading } }: { readonly state: AppState }) {
  return (
    <dl className="readout">
      <dt>{TEXT.shell.backend}</dt>
      <dd>{loading.phase === 'ready' ? `${loading.backend.name}: ${loading.backend.reason}` : '–'}</dd>
    </dl>
  )
}
