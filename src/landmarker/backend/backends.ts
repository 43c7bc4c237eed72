/** Backends in the order in which they are tried; wasm is first because it is ready soonest and runs everywhere. */
export const BACKENDS = ['wasm', 'webgpu', 'webgl'] as const
export type BackendName = (typeof BACKENDS)[number]

/** Backend in use and the reason for it, as a clause for people. */
export interface BackendChoice {
  readonly name: BackendName
  readonly reason: string
  /** Clause on what is not as it should be on this backend. */
  readonly note?: string
}

/** Restart of the networks in a new worker. */
export interface Restart {
  readonly backend: BackendChoice
  /** Reason for the restart, as a clause for people. */
  readonly reason: string
}
