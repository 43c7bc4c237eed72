import { computeMedian } from '../../landmarker/median.ts'
import { mean } from '../../evaluation/nme.ts'
import { toBaselineName } from './configurations.ts'
import { computeCpuPerFrame, type ConfigurationResult } from './summary.ts'
import type { BenchTrial } from './trial.ts'

/** Measured ratio with its target. */
export interface Ratio {
  readonly label: string
  /** Undefined if it was not measured; then `reason` says why. */
  readonly value: number | undefined
  readonly target: { readonly sign: '<=' | '>='; readonly value: number }
  readonly reason: string | undefined
}

/** This project's networks that are compared with other libraries. */
const COMPARED_VARIANTS = ['wing', 'lite'] as const
const OTHER_LIBRARIES = ['face-api', 'face-api-tiny', 'human', 'face-mesh']

const getLandmarkTime = ({ stills }: BenchTrial) => computeMedian(stills.landmarks)
const getDetectionTime = ({ stills }: BenchTrial) => computeMedian(stills.detection)
const getFps = ({ live }: BenchTrial) => live.fps
/** Share of the camera's rate from which frame rates count as equal. */
const CAMERA_RATE_SHARE = 0.98
const getPageFps = ({ live }: BenchTrial) => live.pageFps

/** Computes the median over rounds of the ratio of two values. Ratios are per round because machines change speed between rounds. */
function computeRatio(
  p: ConfigurationResult,
  q: ConfigurationResult,
  value: (trial: BenchTrial) => number | undefined,
): number | undefined {
  return computeMedian(
    p.trials.flatMap((trial, round) => {
      const other = q.trials.at(round)
      const [above, below] = [value(trial), other && value(other)]
      return above !== undefined && below ? above / below : []
    }),
  )
}

/** Computes the ratio of mean errors over the faces that both found, and the number of these faces. */
function computeErrorRatio(
  p: ConfigurationResult,
  q: ConfigurationResult,
): { value: number; faces: number } | undefined {
  const [ours, theirs] = [p.accuracy?.interOcular, q.accuracy?.interOcular]
  if (!ours || !theirs) return undefined
  const both = ours.map((_, i) => i).filter((i) => Number.isFinite(ours[i]) && Number.isFinite(theirs[i]))
  const over = (errors: readonly number[]) => mean(both.map((i) => errors[i]!))
  return { value: over(ours) / over(theirs), faces: both.length }
}

type GetValue = (trial: BenchTrial) => number | undefined

const atMost = (value: number): Ratio['target'] => ({ sign: '<=', value })
const atLeast = (value: number): Ratio['target'] => ({ sign: '>=', value })

/** Results of all configurations on WASM, by name. */
class WasmResults {
  readonly #ran: readonly ConfigurationResult[]

  constructor(outcomes: readonly ConfigurationResult[]) {
    this.#ran = outcomes.filter(
      ({ configuration, trials }) => configuration.backend === 'wasm' && trials.length > 0,
    )
  }

  find(name: string): ConfigurationResult | undefined {
    return this.#ran.find(({ configuration }) => configuration.name === name)
  }

  /** Computes the median of a result's value over the rounds. */
  computeMedian(outcome: ConfigurationResult, value: GetValue): number | undefined {
    return computeMedian(outcome.trials.flatMap((trial) => value(trial) ?? []))
  }

  /** Finds the name of the other library with the smallest value. */
  findLeastLibrary(value: GetValue): string | undefined {
    const getMedian = (outcome: ConfigurationResult) => this.computeMedian(outcome, value) ?? Infinity
    const others = this.#ran.filter(({ configuration }) => OTHER_LIBRARIES.includes(configuration.name))
    return others.sort((p, q) => getMedian(p) - getMedian(q)).at(0)?.configuration.name
  }

  /** Divides one configuration's value by another's, round by round. */
  compare(label: string, p: string, q: string, value: GetValue, target: Ratio['target']): Ratio {
    const [one, other] = [this.find(p), this.find(q)]
    return this.createRatio(label, one && other && computeRatio(one, other, value), target, p, q)
  }

  /** Creates a ratio; if it has no value, the reason is that one of these configurations did not run or was not measured. */
  createRatio(
    label: string,
    value: number | undefined,
    target: Ratio['target'],
    ...names: readonly string[]
  ): Ratio {
    const missing = names.filter((name) => !this.find(name))
    const reason = missing.length > 0 ? `${missing.join(' and ')} did not run` : 'not measured here'
    return { label, value, target, reason: value === undefined ? reason : undefined }
  }
}

/** Compares frame rates with those of the other libraries. */
function compareSpeeds(results: WasmResults): Ratio[] {
  const camera = results.find('camera')
  const most = CAMERA_RATE_SHARE * ((camera && results.computeMedian(camera, getFps)) ?? Infinity)
  const upTo = ({ live }: BenchTrial) => Math.min(live.fps, most)
  const fastest = results.findLeastLibrary((trial) => -getFps(trial))
  const other = `the fastest other library${fastest ? `, ${fastest}` : ''}, both up to ${most.toFixed(1)}`
  return [
    results.compare('live fps of wing / human', 'wing', 'human', getFps, atLeast(1.2)),
    results.compare(`live fps of lite / ${other}`, 'lite', fastest ?? 'other libraries', upTo, atLeast(1)),
  ]
}

/** Compares the inter-ocular errors of lite and face-api. */
function compareErrors(results: WasmResults): Ratio {
  const [lite, faceApi] = [results.find('lite'), results.find('face-api')]
  const errors = lite && faceApi && computeErrorRatio(lite, faceApi)
  const faces = errors ? `, ${errors.faces} faces that both found` : ''
  const label = `inter-ocular NME of lite / face-api 68${faces}`
  const ratio = results.createRatio(label, errors?.value, atMost(0.8), 'lite', 'face-api')
  return lite && faceApi && !errors ? { ...ratio, reason: '--data was not given' } : ratio
}

/** Compares the costs of lite with the other libraries and with the baseline of this hash, if there is one. */
function compareCosts(results: WasmResults, baseline: string | undefined): Ratio[] {
  const cheapest = results.findLeastLibrary(computeCpuPerFrame)
  const other = `the cheapest other library${cheapest ? `, ${cheapest}` : ''}`
  const lite = results.find('lite')
  const bytes = lite && results.computeMedian(lite, (trial) => trial.bytes)
  const ratios = [
    results.compare(
      `processor time a frame of lite / ${other}`,
      'lite',
      cheapest ?? 'other libraries',
      computeCpuPerFrame,
      atMost(1),
    ),
    results.createRatio(
      'download of lite until the first landmarks, MB',
      bytes && bytes / 1e6,
      atMost(2),
      'lite',
    ),
  ]
  if (!baseline) return ratios
  const before = (label: string, value: GetValue, most: number) =>
    results.compare(
      `${label} of lite / lite at ${baseline}`,
      'lite',
      toBaselineName('lite'),
      value,
      atMost(most),
    )
  return [
    ...ratios,
    before('processor time a frame', computeCpuPerFrame, 0.5),
    before('peak memory', ({ memory }) => memory, 0.6),
    before('seconds until the first landmarks', ({ secondsToLandmarks }) => secondsToLandmarks, 0.5),
  ]
}

/** Hash of the baseline, if there is one, and whether this tree has variant precise. */
export interface Comparison {
  readonly baseline: string | undefined
  readonly precise: boolean
}

/** Computes the ratios that have targets, on WASM. */
export function computeRatios(
  outcomes: readonly ConfigurationResult[],
  { baseline, precise }: Comparison,
): Ratio[] {
  const results = new WasmResults(outcomes)
  const own = COMPARED_VARIANTS.map((name) => {
    const trials = results.find(name)?.trials ?? []
    return results.createRatio(
      `page's own frames per second with ${name}`,
      computeMedian(trials.map(getPageFps)),
      atLeast(55),
      name,
    )
  })
  const wholePhoto = (name: string, most: number) =>
    results.compare(
      `photo with detection, time of ${name} / face-api 68`,
      name,
      'face-api',
      getDetectionTime,
      atMost(most),
    )
  const ratios = [
    results.compare(
      'landmarks only, time of lite / face-api 68',
      'lite',
      'face-api',
      getLandmarkTime,
      atMost(0.8),
    ),
    compareErrors(results),
    ...compareSpeeds(results),
    ...own,
    wholePhoto('lite', 0.8),
    wholePhoto('wing', 1.1),
    ...compareCosts(results, baseline),
  ]
  if (!precise) return ratios
  const label = 'landmarks only, time of precise / wing'
  return [...ratios, results.compare(label, 'precise', 'wing', getLandmarkTime, atMost(1.2))]
}

/** Tells whether a ratio meets its target; undefined if it was not measured. */
export function isMet({ value, target }: Ratio): boolean | undefined {
  if (value === undefined) return undefined
  return target.sign === '<=' ? value <= target.value : value >= target.value
}
