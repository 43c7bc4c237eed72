import type { BackendChoice, BackendName } from './backends.ts'
import type { Connection } from '../worker/connection.ts'
import { tryBackends, type BackendTrial, type WasmReference } from './backend-trials.ts'
import type { GraphicsBackend } from './measurements.ts'
import { explainChoice } from './measurements.ts'
import { loadChoice, saveChoice, type ChoiceKey, type MeasuredWeights } from './remembered-choice.ts'
import type { CacheName } from '../models/weights.ts'

/** Operations that the selection needs of the client whose networks run on wasm. */
export interface SelectionHost {
  /** Connection to the networks in use: on wasm while a backend is selected. */
  readonly connection: Connection
  /** Starts another worker on a backend, with the variants in use. @throws Error if another backend starts. */
  start(backend: BackendName, signal: AbortSignal): Promise<Connection>
  /** Resolves when no calls are pending except those for a video's frames. */
  untilIdle(): Promise<void>
}

export interface SelectionStorage {
  readonly cache: CacheName
  /** Weights of the measured networks; without them the choice is not saved. */
  readonly weights: MeasuredWeights | undefined
}

/** Result of a selection. */
export interface Selection {
  readonly choice: BackendChoice
  /** Connection to the chosen graphics backend, now owned by the caller; undefined if wasm is kept. */
  readonly connection: Connection | undefined
}

class ConnectionTrial implements BackendTrial {
  readonly connection: Connection

  constructor(connection: Connection) {
    this.connection = connection
  }

  measure(): Promise<number> {
    return this.connection.call('measure', undefined)
  }

  landmarks(): ReturnType<BackendTrial['landmarks']> {
    return this.connection.call('runReference', undefined).then(({ landmarks }) => landmarks)
  }

  end(): void {
    this.connection.end(new Error('it is not the fastest'))
  }
}

/**
 * Selects the backend for the variants in use: tries graphics backends in parallel to wasm while no calls are pending,
 * or uses the choice of an earlier visit after comparing its landmarks.
 * @throws the signal's reason, or an error of the connection to wasm.
 */
export async function selectBackend(
  host: SelectionHost,
  { cache, weights }: SelectionStorage,
  signal: AbortSignal,
): Promise<Selection> {
  await host.untilIdle()
  signal.throwIfAborted()
  const { connection } = host
  const { offered, obstacles, fingerprint } = await connection.call('findHardware', undefined)
  const key: ChoiceKey | undefined = weights && { cache, weights, fingerprint }
  const known = key && (await loadChoice(key))
  signal.throwIfAborted()
  if (offered.length === 0 || known?.backend === 'wasm') {
    // Without another candidate there is nothing to measure.
    const choice = known ? explainChoice('wasm', known.measurements, true) : explainChoice('wasm', obstacles)
    return { choice, connection: undefined }
  }
  const remembered = known?.measurements
  const measureWasm = () => connection.call('measure', undefined)
  const ms = typeof remembered?.wasm === 'number' ? remembered.wasm : await measureWasm()
  const wasm: WasmReference = {
    ms,
    ...(await connection.call('runReference', undefined)),
    measureAgain: measureWasm,
  }
  const candidates: readonly GraphicsBackend[] = known
    ? offered.filter((name) => name === known.backend)
    : offered
  const result = await tryBackends({
    wasm,
    candidates,
    obstacles,
    remembered,
    startTrial: async (name, unwanted) => new ConnectionTrial(await host.start(name, unwanted)),
    untilIdle: () => host.untilIdle(),
    signal,
  })
  const { kept, measurements, isConclusive } = result
  if (key && isConclusive) {
    const backend = kept ? result.choice.name : 'wasm'
    await saveChoice(key, { backend, measurements })
  }
  return { choice: result.choice, connection: kept?.connection }
}
