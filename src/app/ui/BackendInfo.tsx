import type { StudioState } from '../state/state.ts'

/** What the networks run on, and why. */
export function Readout({ state: { engine } }: { readonly state: StudioState }) {
  return (
    <dl className="readout">
      <dt>Backend</dt>
      <dd>{engine.phase === 'ready' ? `${engine.backend.name}: ${engine.backend.reason}` : '–'}</dd>
    </dl>
  )
}
