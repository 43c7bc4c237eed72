import { mean } from '../../evaluation/nme.ts'
import { toBaselineName } from './configurations.ts'
import { cpuPerFrame, median, type ConfigurationResult } from './summary.ts'
import type { Trial } from './trial.ts'

/** Something that the bench is to show. */
export interface Ratio {
  readonly label: string
  /** Undefined if it cannot be said; then `why`. */
  readonly value: number | undefined
  readonly target: { readonly sign: '<=' | '>='; readonly value: number }
  readonly reason: string | undefined
}

const OWN_VARIANTS = ['wing', 'lite'] as const
const OTHER_LIBRARIES = ['face-api', 'face-api-tiny', 'human', 'face-mesh']

const getLandmarkTime = ({ stills }: Trial) => median(stills.landmarks)
const getDetectionTime = ({ stills }: Trial) => median(stills.detection)
const getFps = ({ live }: Trial) => live.fps
/** This near to the camera's own rate there is no faster. */
const CAMERA_RATE_SHARE = 0.98
const getPageFps = ({ live }: Trial) => live.pageFps

/** Ratios of one round's values, since machines change their speed from round to round; their median. */
function computeRatio(
  p: ConfigurationResult,
  q: ConfigurationResult,
  value: (trial: Trial) => number | undefined,
): number | undefined {
  return median(
    p.trials.flatMap((trial, round) => {
      const other = q.trials.at(round)
      const [above, below] = [value(trial), other && value(other)]
      return above !== undefined && below ? above / below : []
    }),
  )
}

/** Ratio of the mean errors over the faces that both found, and how many those are. */
function computeErrorRatio(
  p: ConfigurationResult,
  q: ConfigurationResult,
): { value: number; faces: number } | undefined {
  const [ours, theirs] = [p.accuracy?.interOcular, q.accuracy?.interOcular]
  if (!ours || !theirs) return undefined
  const both = ours.map((_, i) => i).filter((i) => Number.isFinite(ours[i]) && Number.isFinite(theirs[i]))
  const over = (errors: readonly number[]) => mean(both.map((i) => errors[i]))
  return { value: over(ours) / over(theirs), faces: both.length }
}

type GetValue = (trial: Trial) => number | undefined

const atMost = (value: number): Ratio['target'] => ({ sign: '<=', value })
const atLeast = (value: number): Ratio['target'] => ({ sign: '>=', value })

/** What took part on WASM, by name, and how ratios of it are made. */
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

  /** Median of an outcome's value over the rounds. */
  computeMedian(outcome: ConfigurationResult, value: GetValue): number | undefined {
    return median(outcome.trials.flatMap((trial) => value(trial) ?? []))
  }

  /** Name of the peer with the least value. */
  findLeastLibrary(value: GetValue): string | undefined {
    const of = (outcome: ConfigurationResult) => this.computeMedian(outcome, value) ?? Infinity
    const peers = this.#ran.filter(({ configuration }) => OTHER_LIBRARIES.includes(configuration.name))
    return peers.sort((p, q) => of(p) - of(q)).at(0)?.configuration.name
  }

  /** One's value by another one's, round by round. */
  compare(label: string, p: string, q: string, value: GetValue, asked: Ratio['target']): Ratio {
    const [one, other] = [this.find(p), this.find(q)]
    return this.createRatio(label, one && other && computeRatio(one, other, value), asked, p, q)
  }

  /** A ratio that cannot be said if one of these did not run, or else for the reason given. */
  createRatio(
    label: string,
    value: number | undefined,
    asked: Ratio['target'],
    ...names: readonly string[]
  ): Ratio {
    const missing = names.filter((name) => !this.find(name))
    const reason = missing.length > 0 ? `${missing.join(' and ')} did not run` : 'not measured here'
    return { label, value, target: asked, reason: value === undefined ? reason : undefined }
  }
}

/** Landmarks and frames beside those of the peers. */
function compareSpeeds(field: WasmResults): Ratio[] {
  const camera = field.find('camera')
  const most = CAMERA_RATE_SHARE * ((camera && field.computeMedian(camera, getFps)) ?? Infinity)
  const upTo = ({ live }: Trial) => Math.min(live.fps, most)
  const fastest = field.findLeastLibrary((trial) => -getFps(trial))
  const peer = `the fastest peer${fastest ? `, ${fastest}` : ''}, both up to ${most.toFixed(1)}`
  return [
    field.compare('live fps of wing / human', 'wing', 'human', getFps, atLeast(1.2)),
    field.compare(`live fps of lite / ${peer}`, 'lite', fastest ?? 'peers', upTo, atLeast(1)),
  ]
}

/** Inter-ocular errors of lite beside face-api's. */
function compareErrors(field: WasmResults): Ratio {
  const [lite, faceApi] = [field.find('lite'), field.find('face-api')]
  const errors = lite && faceApi && computeErrorRatio(lite, faceApi)
  const faces = errors ? `, ${errors.faces} faces that both found` : ''
  const label = `inter-ocular NME of lite / face-api 68${faces}`
  const ratio = field.createRatio(label, errors?.value, atMost(0.8), 'lite', 'face-api')
  return lite && faceApi && !errors ? { ...ratio, reason: '--data was not given' } : ratio
}

/** What lite costs beside the peers and beside the baseline of this hash, if there is one. */
function compareCosts(field: WasmResults, baseline: string | undefined): Ratio[] {
  const thrifty = field.findLeastLibrary(cpuPerFrame)
  const peer = `the thriftiest peer${thrifty ? `, ${thrifty}` : ''}`
  const lite = field.find('lite')
  const bytes = lite && field.computeMedian(lite, (trial) => trial.bytes)
  const ratios = [
    field.compare(
      `processor time a frame of lite / ${peer}`,
      'lite',
      thrifty ?? 'peers',
      cpuPerFrame,
      atMost(1),
    ),
    field.createRatio(
      'download of lite until the first landmarks, MB',
      bytes && bytes / 1e6,
      atMost(2),
      'lite',
    ),
  ]
  if (!baseline) return ratios
  const before = (label: string, value: GetValue, most: number) =>
    field.compare(
      `${label} of lite / lite at ${baseline}`,
      'lite',
      toBaselineName('lite'),
      value,
      atMost(most),
    )
  return [
    ...ratios,
    before('processor time a frame', cpuPerFrame, 0.5),
    before('peak memory', ({ memory }) => memory, 0.6),
    before('seconds until the first landmarks', ({ secondsToLandmarks }) => secondsToLandmarks, 0.5),
  ]
}

/** What was compared with: hash of the baseline, if there is one, and whether this tree has variant precise. */
export interface Comparison {
  readonly baseline: string | undefined
  readonly precise: boolean
}

/** What the bench is to show, on WASM. */
export function computeRatios(
  outcomes: readonly ConfigurationResult[],
  { baseline, precise }: Comparison,
): Ratio[] {
  const field = new WasmResults(outcomes)
  const own = OWN_VARIANTS.map((name) => {
    const trials = field.find(name)?.trials ?? []
    return field.createRatio(
      `page's own frames per second with ${name}`,
      median(trials.map(getPageFps)),
      atLeast(55),
      name,
    )
  })
  const wholePhoto = (name: string, most: number) =>
    field.compare(
      `photo with detection, time of ${name} / face-api 68`,
      name,
      'face-api',
      getDetectionTime,
      atMost(most),
    )
  const ratios = [
    field.compare(
      'landmarks only, time of lite / face-api 68',
      'lite',
      'face-api',
      getLandmarkTime,
      atMost(0.8),
    ),
    compareErrors(field),
    ...compareSpeeds(field),
    ...own,
    wholePhoto('lite', 0.8),
    wholePhoto('wing', 1.1),
    ...compareCosts(field, baseline),
  ]
  if (!precise) return ratios
  const label = 'landmarks only, time of precise / wing'
  return [...ratios, field.compare(label, 'precise', 'wing', getLandmarkTime, atMost(1.2))]
}

/** Whether a ratio is as asked; undefined if it is not known. */
export function isMet({ value, target: asked }: Ratio): boolean | undefined {
  if (value === undefined) return undefined
  return asked.sign === '<=' ? value <= asked.value : value >= asked.value
}
