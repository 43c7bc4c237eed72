import { useAppState } from '../state/store.ts'
import { TEXT } from './text.ts'
import controlsStyles from './controls.module.css'

/** Backend of the networks and the reason for it. */
export function BackendInfo() {
  const loading = useAppState((state) => state.loading)
  return (
    <dl data-testid="backend-info" className={controlsStyles.backendInfo}>
      <dt>{TEXT.shell.backend}</dt>
      <dd>{loading.phase === 'ready' ? `${loading.backend.name}: ${loading.backend.reason}` : '–'}</dd>
    </dl>
  )
}
