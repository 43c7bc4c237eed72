import { mean } from '../../evaluation/nme.ts'
import { nameOfBaseline } from './configurations.ts'
import { cpuPerFrame, median, type Outcome } from './summary.ts'
import type { Turn } from './trial.ts'

/** Something that the bench is to show. */
export interface Ratio {
  readonly what: string
  /** Undefined if it cannot be said; then `why`. */
  readonly value: number | undefined
  readonly asked: { readonly sign: '<=' | '>='; readonly value: number }
  readonly why: string | undefined
}

const OWN = ['wing', 'lite'] as const
const PEERS = ['face-api', 'face-api-tiny', 'human', 'face-mesh']

const LANDMARKS = ({ stills }: Turn) => median(stills.landmarks)
const DETECTION = ({ stills }: Turn) => median(stills.detection)
const FPS = ({ live }: Turn) => live.fps
/** This near to the camera's own rate there is no faster. */
const REACHED = 0.98
const PAGE = ({ live }: Turn) => live.pageFps

/** Ratios of one round's values, since machines change their speed from round to round; their median. */
function ratioOf(p: Outcome, q: Outcome, value: (turn: Turn) => number | undefined): number | undefined {
  return median(
    p.turns.flatMap((turn, round) => {
      const other = q.turns.at(round)
      const [above, below] = [value(turn), other && value(other)]
      return above !== undefined && below ? above / below : []
    }),
  )
}

/** Ratio of the mean errors over the faces that both found, and how many those are. */
function errorRatio(p: Outcome, q: Outcome): { value: number; faces: number } | undefined {
  const [ours, theirs] = [p.accuracy?.interOcular, q.accuracy?.interOcular]
  if (!ours || !theirs) return undefined
  const both = ours.map((_, i) => i).filter((i) => Number.isFinite(ours[i]) && Number.isFinite(theirs[i]))
  const over = (errors: readonly number[]) => mean(both.map((i) => errors[i]))
  return { value: over(ours) / over(theirs), faces: both.length }
}

type Value = (turn: Turn) => number | undefined

const atMost = (value: number): Ratio['asked'] => ({ sign: '<=', value })
const atLeast = (value: number): Ratio['asked'] => ({ sign: '>=', value })

/** What took part on WASM, by name, and how ratios of it are made. */
class Field {
  readonly #ran: readonly Outcome[]

  constructor(outcomes: readonly Outcome[]) {
    this.#ran = outcomes.filter(({ entrant, turns }) => entrant.backend === 'wasm' && turns.length > 0)
  }

  find(name: string): Outcome | undefined {
    return this.#ran.find(({ entrant }) => entrant.name === name)
  }

  /** Median of an outcome's value over the rounds. */
  middle(outcome: Outcome, value: Value): number | undefined {
    return median(outcome.turns.flatMap((turn) => value(turn) ?? []))
  }

  /** Name of the peer with the least value. */
  leastPeer(value: Value): string | undefined {
    const of = (outcome: Outcome) => this.middle(outcome, value) ?? Infinity
    const peers = this.#ran.filter(({ entrant }) => PEERS.includes(entrant.name))
    return peers.sort((p, q) => of(p) - of(q)).at(0)?.entrant.name
  }

  /** One's value by another one's, round by round. */
  compare(what: string, p: string, q: string, value: Value, asked: Ratio['asked']): Ratio {
    const [one, other] = [this.find(p), this.find(q)]
    return this.say(what, one && other && ratioOf(one, other, value), asked, p, q)
  }

  /** A ratio that cannot be said if one of these did not run, or else for the reason given. */
  say(what: string, value: number | undefined, asked: Ratio['asked'], ...names: readonly string[]): Ratio {
    const missing = names.filter((name) => !this.find(name))
    const reason = missing.length > 0 ? `${missing.join(' and ')} did not run` : 'not measured here'
    return { what, value, asked, why: value === undefined ? reason : undefined }
  }
}

/** Landmarks and frames beside those of the peers. */
function compareSpeeds(field: Field): Ratio[] {
  const camera = field.find('camera')
  const most = REACHED * ((camera && field.middle(camera, FPS)) ?? Infinity)
  const upTo = ({ live }: Turn) => Math.min(live.fps, most)
  const fastest = field.leastPeer((turn) => -FPS(turn))
  const peer = `the fastest peer${fastest ? `, ${fastest}` : ''}, both up to ${most.toFixed(1)}`
  return [
    field.compare('live fps of wing / human', 'wing', 'human', FPS, atLeast(1.2)),
    field.compare(`live fps of lite / ${peer}`, 'lite', fastest ?? 'peers', upTo, atLeast(1)),
  ]
}

/** Inter-ocular errors of lite beside face-api's. */
function compareErrors(field: Field): Ratio {
  const [lite, faceApi] = [field.find('lite'), field.find('face-api')]
  const errors = lite && faceApi && errorRatio(lite, faceApi)
  const faces = errors ? `, ${errors.faces} faces that both found` : ''
  const what = `inter-ocular NME of lite / face-api 68${faces}`
  const ratio = field.say(what, errors?.value, atMost(0.8), 'lite', 'face-api')
  return lite && faceApi && !errors ? { ...ratio, why: '--data was not given' } : ratio
}

/** What lite costs beside the peers and beside the baseline of this hash, if there is one. */
function compareCosts(field: Field, baseline: string | undefined): Ratio[] {
  const thrifty = field.leastPeer(cpuPerFrame)
  const peer = `the thriftiest peer${thrifty ? `, ${thrifty}` : ''}`
  const lite = field.find('lite')
  const bytes = lite && field.middle(lite, (turn) => turn.bytes)
  const ratios = [
    field.compare(
      `processor time a frame of lite / ${peer}`,
      'lite',
      thrifty ?? 'peers',
      cpuPerFrame,
      atMost(1),
    ),
    field.say('download of lite until the first landmarks, MB', bytes && bytes / 1e6, atMost(2), 'lite'),
  ]
  if (!baseline) return ratios
  const before = (what: string, value: Value, most: number) =>
    field.compare(
      `${what} of lite / lite at ${baseline}`,
      'lite',
      nameOfBaseline('lite'),
      value,
      atMost(most),
    )
  return [
    ...ratios,
    before('processor time a frame', cpuPerFrame, 0.5),
    before('peak memory', ({ memory }) => memory, 0.6),
    before('seconds until the first landmarks', ({ first }) => first, 0.5),
  ]
}

/** What was compared with: hash of the baseline, if there is one, and whether this tree has variant precise. */
export interface Compared {
  readonly baseline: string | undefined
  readonly precise: boolean
}

/** What the bench is to show, on WASM. */
export function ratiosOf(outcomes: readonly Outcome[], { baseline, precise }: Compared): Ratio[] {
  const field = new Field(outcomes)
  const own = OWN.map((name) => {
    const turns = field.find(name)?.turns ?? []
    return field.say(`page's own frames per second with ${name}`, median(turns.map(PAGE)), atLeast(55), name)
  })
  const wholePhoto = (name: string, most: number) =>
    field.compare(
      `photo with detection, time of ${name} / face-api 68`,
      name,
      'face-api',
      DETECTION,
      atMost(most),
    )
  const ratios = [
    field.compare('landmarks only, time of lite / face-api 68', 'lite', 'face-api', LANDMARKS, atMost(0.8)),
    compareErrors(field),
    ...compareSpeeds(field),
    ...own,
    wholePhoto('lite', 0.8),
    wholePhoto('wing', 1.1),
    ...compareCosts(field, baseline),
  ]
  if (!precise) return ratios
  const what = 'landmarks only, time of precise / wing'
  return [...ratios, field.compare(what, 'precise', 'wing', LANDMARKS, atMost(1.2))]
}

/** Whether a ratio is as asked; undefined if it is not known. */
export function isMet({ value, asked }: Ratio): boolean | undefined {
  if (value === undefined) return undefined
  return asked.sign === '<=' ? value <= asked.value : value >= asked.value
}
