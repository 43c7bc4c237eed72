import { useAppState } from '../state/store.ts'
import { TEXT } from './text.ts'
import controlsStyles from './controls.module.css'

/** Backend of the networks and the reason for it. */
export function BackendInfo() {
  const loading = useAppState((state) => state.loading)
  const text = () => {
    if (loading.phase !== 'ready') return '–'
    const { name, reason, note } = loading.backend
    return `${name}: ${[reason, note].flatMap((clause) => (clause ? [TEXT.fromData(clause)] : [])).join('; ')}`
  }
  return (
    <dl data-testid="backend-info" className={controlsStyles.backendInfo}>
      <dt>{TEXT.shell.backend}</dt>
      <dd>{text()}</dd>
    </dl>
  )
}
