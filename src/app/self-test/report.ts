import { VERSION } from '../../landmarker/models/version.ts'
import type { BackendName } from '../../landmarker/backend/backends.ts'
import { findDisplayName } from '../../landmarker/models/display-names.ts'
import type { Device } from './device.ts'
import { sayInEnglish, type Finding } from './finding.ts'
import { computeDisagreement, type Measurement } from './measure.ts'
import type { Percentiles } from './percentiles.ts'
import { STEP_IDS, type StepId } from './steps.ts'

/** Findings of the self-test so far. */
export interface Findings {
  readonly device: Device
  readonly measurements: readonly Measurement[]
  /** Reasons, as clauses, why backends were not measured. */
  readonly obstacles: Readonly<Partial<Record<BackendName, string>>>
  /** JavaScript heap in MB at the end. */
  readonly heap: number | undefined
  /** Findings of the steps about cameras and phones that were run. */
  readonly steps: Readonly<Partial<Record<StepId, readonly Finding[]>>>
}

const ms = (value: number) => value.toFixed(1)
const formatTimes = ({ p50, p95, p99, runs }: Percentiles) => `${ms(p50)} | ${ms(p95)} | ${ms(p99)} | ${runs}`
const yes = (value: boolean) => (value ? 'yes' : 'no')

function formatMeasurement(measurement: Measurement): string[] {
  const { backend, variant, landmarks, detection } = measurement
  const name = `${findDisplayName(variant) ?? variant} on ${backend}`
  return [
    `| ${name}, landmarks of a face | ${formatTimes(landmarks)} |`,
    `| ${name}, search for faces | ${formatTimes(detection)} |`,
  ]
}

function formatAgreement(measurements: readonly Measurement[]): string[] {
  const others = measurements.filter(({ backend }) => backend !== 'wasm')
  const lines = others.flatMap((other) => {
    const reference = measurements.find(
      ({ backend, variant }) => backend === 'wasm' && variant === other.variant,
    )
    if (!reference) return []
    const { mean, max } = computeDisagreement(reference, other)
    return [
      `- ${other.variant}: ${other.backend} and wasm differ by ${mean.toFixed(3)} px on average, at most ${max.toFixed(3)} px`,
    ]
  })
  return lines.length > 0 ? lines : ['- only wasm was measured']
}

/** Formats the findings of a step as a list, details below the one that they belong to. */
const formatStep = (found: readonly Finding[]) =>
  found.map(({ sentence, isDetail }) => `${isDetail ? '  - ' : '- '}${sayInEnglish(sentence)}`)

/** Formats findings as Markdown for an issue, in English. */
export function formatReport({ device, measurements, obstacles, heap, steps }: Findings): string {
  const { adapters } = device.hardware
  const gpu = measurements.flatMap(({ variant, backend, gpu: used }) =>
    used === undefined ? [] : [`${used.toFixed(0)} MB of graphics memory for ${variant} on ${backend}`],
  )
  const memory = [
    device.memory === undefined ? '' : `device ${device.memory} GiB`,
    heap === undefined ? '' : `JavaScript heap ${heap.toFixed(0)} MB`,
    ...gpu,
  ].filter(Boolean)
  const lines = [
    `### Wingmark ${VERSION} self-test`,
    '',
    `- Browser: ${device.userAgent}`,
    `- Cores: ${device.cores}, screen ${device.screen}`,
    `- WASM: SIMD ${yes(device.simd)}, relaxed SIMD ${yes(device.relaxedSimd)}; networks in a ${measurements[0]?.place ?? 'worker'}`,
    `- WebGPU: ${adapters.webgpu ?? 'no adapter'}`,
    `- WebGL: ${adapters.webgl ?? 'no renderer'}`,
    ...Object.entries(obstacles).map(([backend, reason]) => `- Not measured: ${backend}, since ${reason}`),
    `- Memory: ${memory.join(', ') || 'the browser does not tell'}`,
    '',
    '| time, ms | p50 | p95 | p99 | runs |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...measurements.flatMap(formatMeasurement),
    '',
    'Agreement on the sample photo, 640 × 480:',
    '',
    ...formatAgreement(measurements),
  ]
  const run = STEP_IDS.flatMap((id) => formatStep(steps[id] ?? []))
  const shown = run.length > 0 ? ['', 'Cameras and phone:', '', ...run] : []
  return [...lines, ...shown].join('\n')
}
