import type { BackendChoice, BackendName } from './backends.ts'
import type { Connection } from '../worker/connection.ts'
import { tryBackends, type Trial, type WasmReference } from './backend-trials.ts'
import type { GraphicsBackend } from './measurements.ts'
import { explainChoice } from './measurements.ts'
import { loadChoice, saveChoice, type ChoiceKey, type MeasuredWeights } from './remembered-choice.ts'
import type { CacheName } from '../models/weights.ts'

/** What the selection needs of the client whose networks run on wasm. */
export interface SelectionHost {
  /** The networks on wasm. */
  readonly connection: Connection
  /** Starts another worker on a backend, with the variants in use. */
  start(backend: BackendName, signal: AbortSignal): Promise<Connection>
  /** Resolves when no call but those for a video's frames waits. */
  untilIdle(): Promise<void>
}

export interface SelectionStorage {
  readonly cache: CacheName
  /** Weights that are measured; without them nothing is remembered. */
  readonly weights: MeasuredWeights | undefined
}

/** Result of a selection. */
export interface Selection {
  readonly choice: BackendChoice
  /** The networks on the chosen graphics backend, to be used and ended by the caller; undefined if wasm stays. */
  readonly connection: Connection | undefined
}

class ConnectionTrial implements Trial {
  readonly connection: Connection

  constructor(connection: Connection) {
    this.connection = connection
  }

  measure(): Promise<number> {
    return this.connection.call('measure', undefined)
  }

  landmarks(): ReturnType<Trial['landmarks']> {
    return this.connection.call('runReference', undefined).then(({ landmarks }) => landmarks)
  }

  end(): void {
    this.connection.end(new Error('it is not the fastest'))
  }
}

/**
 * Chooses the backend for the variants in use: tries graphics hardware beside the networks on wasm while nothing
 * waits, or takes the choice of an earlier visit, whose landmarks are still compared.
 * @throws the signal's reason, or an error of wasm's.
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
  const place: ChoiceKey | undefined = weights && { cache, weights, fingerprint }
  const known = place && (await loadChoice(place))
  signal.throwIfAborted()
  if (offered.length === 0 || known?.backend === 'wasm') {
    // What is known is shown; with nothing to compare with there is nothing to measure.
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
  if (place && isConclusive) {
    const backend = kept ? result.choice.name : 'wasm'
    await saveChoice(place, { backend, measurements })
  }
  return { choice: result.choice, connection: kept?.connection }
}
