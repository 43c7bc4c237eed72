import type { BackendChoice, BackendName } from './backends.ts'

/** Backends on graphics hardware. */
export type GraphicsBackend = Exclude<BackendName, 'wasm'>

/** Milliseconds per face on each backend, or the reason, as a clause, why it is not used. */
export type Measurements = Readonly<Partial<Record<BackendName, number | string>>>

/**
 * Maximum time of a graphics backend, as a share of wasm's time, for it to be preferred. It is well below 1 because
 * medians of 60 runs of lite on wasm vary from 2.4 to 2.9 ms on an idle core, and because a graphics backend needs a
 * second copy of the weights and competes with the page's rendering, which the measurement does not include.
 */
export const MAX_TIME_RATIO = 0.75

const formatMs = (ms: number) => (ms < 100 ? ms.toFixed(1) : ms.toFixed(0))

function describeMeasurement(
  name: BackendName,
  taken: number | string,
  { wasm }: Measurements,
  kept: BackendName,
): string {
  if (typeof taken === 'string') return taken
  const isClose = kept === 'wasm' && typeof wasm === 'number' && taken < wasm
  return `${name} took ${formatMs(taken)} ms${isClose ? ', not clearly less' : ''}`
}

/**
 * Explains a choice by its measurements: "2.5 ms a face; webgpu took 6.1 ms". `earlier` is true if they were made on an
 * earlier visit.
 */
export function explainChoice(name: BackendName, measurements: Measurements, earlier = false): BackendChoice {
  const own = measurements[name]
  const others = (Object.keys(measurements) as BackendName[]).filter((other) => other !== name)
  const clauses = others.map((other) =>
    describeMeasurement(other, measurements[other] ?? '', measurements, name),
  )
  if (typeof own === 'number') clauses.unshift(`${formatMs(own)} ms a face`)
  return { name, reason: clauses.join('; ') + (earlier ? ' (measured on an earlier visit)' : '') }
}
