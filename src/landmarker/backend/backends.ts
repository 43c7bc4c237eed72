/** What the networks may run on: first wasm, which is ready soonest and runs everywhere. */
export const BACKENDS = ['wasm', 'webgpu', 'webgl'] as const
export type BackendName = (typeof BACKENDS)[number]

/** The backend that runs, and in a sentence why it and no other. */
export interface BackendChoice {
  readonly name: BackendName
  readonly reason: string
}

/** The networks were lost and run again, in a new worker. */
export interface Restart {
  readonly backend: BackendChoice
  /** Half a sentence: what was lost. */
  readonly reason: string
}
